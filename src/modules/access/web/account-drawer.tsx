/** One account: its rights for the system or for a meeting, and its closing. */
import { useSession } from "#web/session.ts"
import { Facts } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import type { Account } from "../accounts/contract.ts"
import { words } from "../words.ts"
import { AccountActs, ResetPassword } from "./account-acts.tsx"
import { AccountState } from "./account-state.tsx"
import { Grants } from "./grants.tsx"

export function AccountDrawer({ account }: { account: Account }) {
  const say = useWords(words)
  const { may } = useSession()
  const isOpen = account.closedAt === null
  return (
    <>
      <h2 className="drawer-name">{account.name}</h2>
      <Facts
        rows={[
          [say("username"), account.username],
          account.office ? [say("office"), say(`office.${account.office}`)] : null,
          [say("state"), <AccountState key="state" account={account} />],
          [say("secondStep"), account.hasTotp ? say("totpIsOn") : say("totpIsOff")],
        ]}
      />
      {may("access.grants") && !account.office ? <Grants accountId={account.id} grants={account.grants} isOpen={isOpen} /> : null}
      {isOpen && may("access.resetPassword") ? <ResetPassword accountId={account.id} /> : null}
      <AccountActs account={account} />
    </>
  )
}
