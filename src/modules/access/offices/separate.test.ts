import { expect, test } from "vitest"
import { units } from "#modules/units/contract.ts"
import { as, house, refused, signIn, usualPassword } from "../../../../test/harness.ts"
import { access } from "../contract.ts"

const person = (name: string, username: string) => ({ name, username, password: usualPassword })

test("an owner names three others, and keeps only the work of meetings", async () => {
  const owner = await as("*")
  const auditing = await as(["audit.*", "units.list"])
  const three = { systemAdmin: person("王系统", "xitong"), securityAdmin: person("李安全", "anquan"), auditor: person("赵审计", "shenji") }
  expect(await refused(owner(access.appoint, { accountId: auditing.id, office: "auditor" }))).toBe("access.notSeparated")
  expect(await refused(owner(access.separate, { ...three, auditor: three.securityAdmin }))).toBe("access.samePerson")
  await owner(access.separate, three)
  expect((await owner(access.state, {})).mode).toBe("three")
  expect(await refused(owner(access.accounts, {}))).toBe("house.mayNot")
  expect(await owner(units.list, {})).toHaveLength(1)
  expect(await auditing(units.list, {})).toHaveLength(1)
  const { platform } = await house()
  const { rows } = await platform.pool.query("select id from auth_user where username = 'anquan'")
  await platform.pool.query("update access_account set must_change = false")
  const security = await signIn("anquan", rows[0].id)
  const patterns = (await security(access.roles, {})).flatMap(({ operations }) => operations)
  expect(patterns.filter((pattern) => pattern === "*" || /^(access|audit)\./.test(pattern))).toEqual([])
})
