/** 我的账号: password, second step, and where one is signed in. What is owed comes first and alone. */
import { useEffect, useRef, useState } from "react"
import { useRead } from "#web/api.ts"
import { useGo } from "#web/nav.tsx"
import { PageHead } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { access } from "../../contract.ts"
import { words } from "../words.ts"
import { PasswordPart } from "./password-part.tsx"
import { SessionsPart } from "./sessions-part.tsx"
import { TotpPart } from "./totp-part.tsx"
import "./account.css"

export function Page() {
  const say = useWords(words)
  const go = useGo()
  const me = useRead(access.state, {}).data?.me
  const owes = me?.owes
  const [isAtTotp, setAtTotp] = useState(false)
  // once the owed password is changed the person came to work, not to look at his account; a code just turned on still shows its recovery codes
  const owed = useRef(owes)
  useEffect(() => {
    if (owed.current === "password" && owes !== "password") go("/")
    owed.current = owes
  }, [owes, go])
  if (!me) return null
  return (
    <div className="page account-page">
      <PageHead
        title={owes === "password" ? say("owesPassword") : owes === "totp" ? say("owesTotp") : say("myAccount")}
        facts={me.office ? say(`office.${me.office}`) : undefined}
      />
      {owes ? <p className="account-why">{owes === "password" ? say("owesPasswordWhy") : say("owesTotpWhy")}</p> : null}
      {owes === "totp" || isAtTotp ? null : <PasswordPart isOwed={owes === "password"} />}
      {owes === "password" ? null : <TotpPart onOpen={setAtTotp} />}
      {owes || isAtTotp ? null : <SessionsPart />}
    </div>
  )
}
