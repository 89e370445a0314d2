import { expect, test } from "vitest"
import { newId } from "#kernel/ids.ts"
import { units } from "#modules/units/contract.ts"
import { as, type Caller, house, refused, signIn, usualPassword } from "../../../../test/harness.ts"
import { access } from "../contract.ts"

const query = async (sql: string, values: unknown[] = []) => (await (await house()).platform.pool.query(sql, values)).rows
const nameOf = async (person: Caller) => (await query("select username from auth_user where id = $1", [person.id]))[0].username as string
const added = async (username = `z${newId().slice(-8)}`) => {
  const owner = await as("*")
  return { username, id: (await owner(access.addAccount, { name: "周正", username, password: usualPassword })).id }
}
const wrong = "Not the 1 password"

test("a first password only lets its owner choose his own; then his rights count", async () => {
  const owner = await as("*")
  const { id, username } = await added()
  const role = await owner(access.addRole, { name: `单位查看${username}`, operations: ["units.list"] })
  await owner(access.grant, { accountId: id, roleId: role.id, at: { kind: "system" } })
  const person = await signIn(username, id)
  expect((await person(access.state, {})).me).toMatchObject({ owes: "password", grants: [] })
  expect(await refused(person(units.list, {}))).toBe("house.mayNot")
  await person(access.changePassword, { current: usualPassword, password: "His own 1 password" })
  expect((await person(access.state, {})).me).toMatchObject({ owes: null })
  expect(await person(units.list, {})).toBeDefined()
})

test.each([
  ["Short-1a", "access.passwordShort"],
  ["alllowercase", "access.passwordPlain"],
  ["P@ssw0rd2024", "access.passwordCommon"],
  ["Admin@123456", "access.passwordCommon"],
  ["Xx-zhaomin-77", "access.passwordNamed"],
])("the password %s is refused: %s", async (password, code) => {
  const owner = await as("*")
  expect(await refused(owner(access.addAccount, { name: "赵敏", username: "zhaomin", password }))).toBe(code)
})

test("a password that was used lately does not come back", async () => {
  const person = await as("units.list")
  await person(access.changePassword, { current: usualPassword, password: "The second 1 word" })
  expect(await refused(person(access.changePassword, { current: "The second 1 word", password: "The second 1 word" }))).toBe("access.passwordUsed")
  expect(await refused(person(access.changePassword, { current: "The second 1 word", password: usualPassword }))).toBe("access.passwordUsed")
})

test("a password past its days must be changed", async () => {
  const person = await as("units.list")
  await query("update access_account set password_at = now() - interval '91 days' where account_id = $1", [person.id])
  const again = await signIn(await nameOf(person), person.id)
  expect((await again(access.state, {})).me?.owes).toBe("password")
  expect(await refused(again(units.list, {}))).toBe("house.mayNot")
})

test("five wrong tries lock the name for every process, the right password too; the administrator unlocks", async () => {
  const owner = await as("*")
  const { id, username } = await added()
  const attempt = (password: string) => refused(signIn(username, id, { password }))
  for (let count = 0; count < 5; count++) expect(await attempt(wrong)).toBe("access.wrongPassword")
  expect(await attempt(usualPassword)).toBe("access.locked")
  const one = (await owner(access.accounts, {})).find((account) => account.id === id)
  expect(one?.lockedUntil).not.toBeNull()
  expect(await query("select result from audit_entry where input ->> 'username' = $1 and result = 'access.locked'", [username])).toHaveLength(1)
  await owner(access.unlock, { id })
  expect(await signIn(username, id)).toBeTypeOf("function")
})

test("an unknown name is locked like a known one", async () => {
  await as("*")
  const codes: string[] = []
  for (let count = 0; count < 6; count++) codes.push(await refused(signIn("nobody-here", newId(), { password: wrong })))
  expect(codes).toEqual([...Array.from({ length: 5 }, () => "access.wrongPassword"), "access.locked"])
})

test("a lock ends by itself, and the count begins anew", async () => {
  const { id, username } = await added()
  for (let count = 0; count < 6; count++) await refused(signIn(username, id, { password: wrong }))
  await query("update access_attempt set locked_until = now() - interval '1 second' where username = $1", [username])
  expect(await refused(signIn(username, id, { password: wrong }))).toBe("access.wrongPassword")
  expect(await signIn(username, id)).toBeTypeOf("function")
})

test("twenty tries at once are not more than five", async () => {
  const { id, username } = await added()
  const codes = await Promise.all(Array.from({ length: 20 }, () => refused(signIn(username, id, { password: wrong }))))
  expect(codes.filter((code) => code === "access.wrongPassword")).toHaveLength(5)
})

test("one sees where one is signed in, and ends the others", async () => {
  const chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36"
  const here = await as("units.list")
  const there = await signIn(await nameOf(here), here.id, { browser: chrome })
  const sessions = await here(access.sessions, {})
  expect(sessions.map(({ isThis }) => isThis).sort()).toEqual([false, true])
  expect(sessions.find(({ isThis }) => !isThis)).toMatchObject({ browser: "Chrome", system: "Windows" })
  expect(await here(access.endOtherSessions, {})).toEqual({ ended: 1 })
  expect(await refused(there(units.list, {}))).toBe("house.notSignedIn")
  expect(await here(units.list, {})).toBeDefined()
})

test("nobody ends another's session by its id; the security administrator's operation does", async () => {
  const owner = await as("*")
  const one = await as("units.list")
  const other = await as("units.list")
  const [mine] = await one(access.sessions, {})
  expect(await refused(other(access.endSession, { id: mine!.id }))).toBe("house.notFound")
  expect(await refused(other(access.signIns, {}))).toBe("house.mayNot")
  expect((await owner(access.signIns, {})).some(({ id, accountId }) => id === mine!.id && accountId === one.id)).toBe(true)
  await owner(access.endSignIn, { id: mine!.id })
  expect(await refused(one(units.list, {}))).toBe("house.notSignedIn")
  expect(await refused(owner(access.endSignIn, { id: mine!.id }))).toBe("house.notFound")
})

test.each([
  ["left alone too long", "seen_at = now() - interval '31 minutes'"],
  ["older than a session may be", `"createdAt" = now() - interval '13 hours'`],
])("a session %s is over", async (_why, change) => {
  const person = await as("units.list")
  await query(`update auth_session set ${change} where "userId" = $1`, [person.id])
  expect(await refused(person(units.list, {}))).toBe("house.notSignedIn")
})

test("a desk that only reads by itself does not stay signed in; one with a person before it does", async () => {
  const person = await as("units.list")
  const { app } = await house()
  const seen = async () =>
    (await query(`select seen_at < now() - interval '5 minutes' as old from auth_session where "userId" = $1`, [person.id]))[0].old as boolean
  await query(`update auth_session set seen_at = now() - interval '10 minutes' where "userId" = $1`, [person.id])
  await app.inject({ method: "POST", url: "/api/units/list", headers: { ...person.headers, "x-huixu-idle": "1" }, payload: {} })
  expect(await seen()).toBe(true)
  await person(access.signOut, {}).catch(() => undefined)
})

test("the policy is changed by who read it last, and counts at once", async () => {
  const owner = await as("*")
  const policy = await owner(access.policy, {})
  const changed = await owner(access.changePolicy, { ...policy, minLength: 14 })
  expect(changed).toMatchObject({ minLength: 14, version: policy.version + 1 })
  expect(await refused(owner(access.changePolicy, policy))).toBe("house.stale")
  expect(await refused(owner(access.addAccount, { name: "钱进", username: "qianjin", password: "Twelve-12-ab" }))).toBe("access.passwordShort")
  await owner(access.changePolicy, { ...changed, minLength: 10 })
  expect(await refused((await as("units.list"))(access.policy, {}))).toBe("house.mayNot")
})

test("a closed account is opened again", async () => {
  const owner = await as("*")
  const { id, username } = await added()
  await owner(access.closeAccount, { id })
  expect(await refused(signIn(username, id))).toBe("access.closed")
  await owner(access.reopenAccount, { id })
  expect(await signIn(username, id)).toBeTypeOf("function")
  expect(await refused(owner(access.reopenAccount, { id }))).toBe("house.notFound")
})

test("nobody resets his own password or unlocks himself, and a taken name is told", async () => {
  const owner = await as("*")
  expect(await refused(owner(access.resetPassword, { id: owner.id, password: "Another 1 word" }))).toBe("access.notOneself")
  expect(await refused(owner(access.unlock, { id: owner.id }))).toBe("access.notOneself")
  expect(await refused(owner(access.addAccount, { name: "重名", username: await nameOf(owner), password: usualPassword }))).toBe("access.nameTaken")
})
