import { State } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import type { Account } from "../accounts/contract.ts"
import { words } from "../words.ts"

export function AccountState({ account }: { account: Account }) {
  const say = useWords(words)
  if (account.closedAt) return <State kind="quiet">{say("closed")}</State>
  if (account.lockedUntil) return <State kind="wrong">{say("locked")}</State>
  if (account.mustChange) return <State kind="warning">{say("mustChange")}</State>
  return <State kind="ok">{say("inUse")}</State>
}
