/** 我的职责: where an office holder arrives: what waits for him, and who the three are. */
import { useRead } from "#web/api.ts"
import { Go } from "#web/nav.tsx"
import { useSession } from "#web/session.ts"
import { Busy, PageHead, Problem, Section } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { access } from "../../contract.ts"
import type { Duties } from "../../offices/contract.ts"
import { Office } from "../contract.ts"
import { words } from "../words.ts"
import "./account.css"

export function Page() {
  const say = useWords(words)
  const { may } = useSession()
  const me = useRead(access.state, {}).data?.me
  const totp = useRead(access.totp, {})
  const duties = useRead(access.duties, {})
  if (!duties.data || !totp.data) return duties.error ? <Problem error={duties.error} /> : <Busy />
  const { accounts, signedIn, holders } = duties.data
  return (
    <div className="page account-page">
      <PageHead title={me?.office ? say(`office.${me.office}`) : say("myOffice")} facts={say("totals", { accounts, signedIn })} />
      {me?.office ? <p className="account-why">{say(`does.${me.office}`)}</p> : null}
      <Waiting duties={duties.data} needsTotp={totp.data.isRequired && !totp.data.isOn} />
      <Section title={say("holders")}>
        <ul>
          {may("access.separate") ? (
            <li className="line">
              <span className="line-grow">{say("ownerAlone")}</span>
              <Go to="/separate" className="quiet-link">
                {say("separate")}
              </Go>
            </li>
          ) : null}
          {Office.options.map((office) => (
            <li key={office} className="line">
              <span className="line-grow">
                {say(`office.${office}`)}
                <small>{say(`does.${office}`)}</small>
              </span>
              <span>
                {holders
                  .filter((holder) => holder.office === office)
                  .map(({ name }) => name)
                  .join(" · ")}
              </span>
            </li>
          ))}
        </ul>
      </Section>
    </div>
  )
}

function Waiting({ duties, needsTotp }: { duties: Duties; needsTotp: boolean }) {
  const say = useWords(words)
  const { may } = useSession()
  const lines = [
    needsTotp ? { sentence: say("owesTotp"), verb: say("enrolNow"), to: "/account" } : null,
    may("access.unlock") && duties.locked > 0 ? { sentence: say("lockedAccounts", { n: duties.locked }), verb: say("handle"), to: "/accounts" } : null,
    may("access.addAccount") && duties.neverSignedIn > 0
      ? { sentence: say("neverSignedIn", { n: duties.neverSignedIn }), verb: say("look"), to: "/accounts" }
      : null,
    may("access.addAccount") && duties.mustChange > 0
      ? { sentence: say("mustChangeAccounts", { n: duties.mustChange }), verb: say("look"), to: "/accounts" }
      : null,
    may("access.grant") && duties.withoutRights > 0
      ? { sentence: say("withoutRights", { n: duties.withoutRights }), verb: say("grantNow"), to: "/accounts" }
      : null,
    may("access.signIns") && duties.officesWithoutTotp > 0
      ? { sentence: say("officesWithoutTotp", { n: duties.officesWithoutTotp }), verb: say("look"), to: "/accounts" }
      : null,
  ].filter((line) => line !== null)
  return (
    <Section title={say("waiting")} count={lines.length}>
      {lines.length === 0 ? <p className="section-empty">{say("nothingWaiting")}</p> : null}
      <ul>
        {lines.map(({ sentence, verb, to }) => (
          <li key={sentence} className="line">
            <span className="line-grow">{sentence}</span>
            <Go to={to} className="quiet-link">
              {verb}
            </Go>
          </li>
        ))}
      </ul>
    </Section>
  )
}
