/** Somebody with one role, made through the door as an administrator would. */
import type { z } from "zod"
import { access } from "#modules/access/contract.ts"
import { type Client, clientOf, post } from "../../bench/running.ts"

type At = z.input<typeof access.grant.input>["at"]

export async function clerkOf(
  owner: Client,
  operations: readonly string[],
  at: At = { kind: "system" },
): Promise<Client & { grantId: string; accountId: string }> {
  const username = `clerk${Date.now().toString(36)}`
  const password = "Benchmark-password-1"
  const { id: accountId } = await owner(access.addAccount, { name: "王小明", username, password })
  const role = await owner(access.addRole, { name: `角色${username}`, operations: [...operations] })
  const { id: grantId } = await owner(access.grant, { accountId, roleId: role.id, at })
  const { status, body, cookies } = await post(`${owner.url}/api/access/signIn`, {}, { username, password })
  if (status !== 200) throw new Error(`access.signIn: ${status} ${JSON.stringify(body)}`)
  const clerk = clientOf(owner.url, { cookie: cookies.map((line) => line.split(";")[0]).join("; ") })
  await clerk(access.changePassword, { current: password, password: `${password}-2` })
  return Object.assign(clerk, { grantId, accountId })
}
