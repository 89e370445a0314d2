import { beforeAll, expect, test } from "vitest"
import { access } from "#modules/access/contract.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { proposedDates } from "#modules/meetings/rules.ts"
import { anyone, type Caller, house, refused, signIn, usualPassword } from "./harness.ts"
import { sampleOf } from "./sample.ts"

const person = (name: string, username: string) => ({ name, username, password: usualPassword })
let holders: Caller[]
let meetingId: string

async function enters(username: string): Promise<Caller> {
  const { pool } = (await house()).platform
  const { rows } = await pool.query(
    "update access_account set must_change = false where account_id = (select id from auth_user where username = $1) returning account_id as id",
    [username],
  )
  return signIn(username, rows[0].id)
}

beforeAll(async () => {
  const three = { systemAdmin: person("王系统", "xitong"), securityAdmin: person("李安全", "anquan"), auditor: person("赵审计", "shenji") }
  await anyone()(access.setUp, { mode: "three", organisation: "海州市会议办公室", ...three })
  holders = await Promise.all(["xitong", "anquan", "shenji"].map(enters))
  const [system, security] = holders as [Caller, Caller, Caller]
  const { id: accountId } = await system(access.addAccount, person("孙会务", "huiwu"))
  const role = (await security(access.roles, {})).find(({ operations }) => operations.includes("meetings.*"))
  await security(access.grant, { accountId, roleId: role?.id ?? "", at: { kind: "system" } })
  const clerk = await enters("huiwu")
  const [template] = await clerk(meetings.templates, {})
  const { defaults } = template!
  const dates = proposedDates("2027-03-01", defaults)
  meetingId = (await clerk(meetings.create, { name: "海州市第十次代表大会", theme: "", host: "海州市", place: defaults.place, hall: defaults.hall, ...dates }))
    .id
})

test("none of the three finds the meeting behind any door", async () => {
  const { platform } = await house()
  const chosen = platform.operations.filter(({ scope, actors }) => scope === "meeting" && (!actors || actors.includes("account")))
  expect(chosen.length).toBeGreaterThan(100)
  for (const holder of holders) {
    const codes = await Promise.all(chosen.map((operation) => refused(holder(operation, { ...sampleOf(operation.input), meetingId }))))
    expect([...new Set(codes)]).toEqual(["house.notFound"])
  }
})

test("what is everybody's own shows them nothing of it", async () => {
  const { platform } = await house()
  const own = platform.operations.filter(({ scope, kind, actors }) => scope === "self" && kind === "query" && (!actors || actors.includes("account")))
  for (const holder of holders) {
    expect(await holder(meetings.list, {})).toEqual([])
    for (const operation of own) {
      const answer = await holder(operation, sampleOf(operation.input)).catch((error: { code: string }) => error.code)
      expect(JSON.stringify(answer), operation.name).not.toMatch(new RegExp(`${meetingId}|第十次`))
    }
  }
})
