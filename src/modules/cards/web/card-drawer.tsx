import { Button, Dropdown } from "antd"
import { call, useCommand, useRead } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { tell } from "#web/tell.ts"
import { JobButton } from "#web/ui/job.tsx"
import { Busy, Facts, Problem, Section } from "#web/ui/page.tsx"
import { Qr } from "#web/ui/qr.tsx"
import { useWords } from "#web/words.ts"
import { type Badge, type Card, cards } from "../contract.ts"
import { words } from "../words.ts"

/** The badge as it will be printed, and what is known of the card. */
export function CardDrawer({ meetingId, card }: { meetingId: string; card: Card }) {
  const say = useWords(words)
  const badge = useRead(cards.badge, { meetingId, attendeeId: card.attendeeId }, { enabled: card.number !== null })
  return (
    <>
      <h2 className="drawer-name">{card.name}</h2>
      {card.number === null ? <p className="section-empty">{say("makeFirst")}</p> : null}
      {card.number !== null && badge.error ? <Problem error={badge.error} again={() => void badge.refetch()} /> : null}
      {card.number !== null && !badge.error ? badge.data ? <BadgePicture badge={badge.data} /> : <Busy /> : null}
      <Section title={say("title")}>
        <Facts
          rows={[
            [say("columnNumber"), card.number === null ? null : String(card.number).padStart(4, "0")],
            [say("columnCategory"), card.category],
            [say("columnDelegation"), card.delegation || null],
            [say("columnUnit"), card.unit || null],
            [say("columnSeat"), card.seat],
            card.revoked > 0 ? [say("old"), say("revokedBefore", { count: card.revoked })] : null,
          ]}
        />
      </Section>
    </>
  )
}

const bands: Record<string, string> = { 正式代表: "delegate", 代表: "delegate", 列席: "observer", 列席代表: "observer", 特邀: "guest", 嘉宾: "guest" }

function BadgePicture({ badge }: { badge: Badge }) {
  const say = useWords(words)
  return (
    <figure className="badge" aria-label={say("preview")}>
      <p className="badge-meeting">{badge.meeting}</p>
      <p className="badge-dates">{badge.dates}</p>
      <p className="badge-band" data-band={bands[badge.category]}>
        {badge.category}
      </p>
      <p className={[...badge.name].length > 4 ? "badge-name is-long" : "badge-name"}>{badge.name}</p>
      <p className="badge-delegation">{badge.delegation}</p>
      <div className="badge-foot">
        <Qr text={badge.content} size={96} />
        <dl>
          <dt>{say("number")}</dt>
          <dd>{String(badge.number).padStart(4, "0")}</dd>
          {badge.seat ? (
            <>
              <dt>{say("seat")}</dt>
              <dd>{badge.seat}</dd>
            </>
          ) : null}
        </dl>
      </div>
    </figure>
  )
}

export function CardFoot({ meetingId, card }: { meetingId: string; card: Card }) {
  const say = useWords(words)
  const { may } = useSession()
  const reissue = useCommand(cards.reissue, { onDone: ({ number }) => tell("ok", say("reissued", { number: String(number).padStart(4, "0") })) })
  if (card.number === null) return null
  const reasons = { lost: say("reissueLost"), damaged: say("reissueDamaged"), leaked: say("reissueLeaked") }
  return (
    <>
      {may(cards.printBadges.name, meetingId) ? (
        <JobButton
          key={`${card.attendeeId} ${card.issue}`}
          label={say("print")}
          start={() => call(cards.printBadges, { meetingId, layout: "single", attendeeIds: [card.attendeeId] })}
        />
      ) : null}
      {may(cards.reissue.name, meetingId) ? (
        <Dropdown
          trigger={["click"]}
          menu={{
            items: [{ key: "why", type: "group", label: say("reissueWhy"), children: Object.entries(reasons).map(([key, label]) => ({ key, label })) }],
            onClick: ({ key }) => reissue.mutate({ meetingId, attendeeId: card.attendeeId, reason: key as keyof typeof reasons }),
          }}
        >
          <Button loading={reissue.isPending}>{say("reissue")}</Button>
        </Dropdown>
      ) : null}
    </>
  )
}
