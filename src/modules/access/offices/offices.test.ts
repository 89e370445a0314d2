import { beforeAll, expect, test } from "vitest"
import type { Operation } from "#kernel/contract.ts"
import { newId } from "#kernel/ids.ts"
import { covers } from "#server/grants.ts"
import { anyone, type Caller, house, refused, signIn, usualPassword } from "../../../../test/harness.ts"
import { sampleOf } from "../../../../test/sample.ts"
import { access } from "../contract.ts"
import table from "../data/offices.json" with { type: "json" }

const query = async (sql: string, values: unknown[] = []) => (await (await house()).platform.pool.query(sql, values)).rows
const person = (name: string, username: string) => ({ name, username, password: usualPassword })
const three = { systemAdmin: person("王系统", "xitong"), securityAdmin: person("李安全", "anquan"), auditor: person("赵审计", "shenji") }
const at = { organisation: "海州市会议办公室", mode: "three" as const }

let system: Caller
let security: Caller
let auditor: Caller

async function inOffice(username: string): Promise<Caller> {
  const [{ id }] = await query("select id from auth_user where username = $1", [username])
  await query("update access_account set must_change = false where account_id = $1", [id])
  return signIn(username, id)
}

/** As if the person had signed in, chosen a password and turned on the second step. */
async function madeHisOwn(id: string): Promise<void> {
  await query("update access_account set must_change = false where account_id = $1", [id])
  await query("insert into access_totp (account_id, sealed, confirmed_at) values ($1, 'x', now())", [id])
}

beforeAll(async () => {
  expect(await refused(anyone()(access.setUp, { ...at, ...three, auditor: person("李 安全", "shenji") }))).toBe("access.samePerson")
  expect(await refused(anyone()(access.setUp, { ...at, ...three, auditor: person("赵审计", "anquan") }))).toBe("access.samePerson")
  await anyone()(access.setUp, { ...at, ...three })
  system = await inOffice("xitong")
  security = await inOffice("anquan")
  auditor = await inOffice("shenji")
})

test("three people hold three offices, and no role holds everything", async () => {
  expect((await system(access.state, {})).mode).toBe("three")
  expect((await system(access.state, {})).me?.office).toBe("systemAdmin")
  expect((await security(access.duties, {})).holders.map(({ name }) => name).sort()).toEqual(["李安全", "王系统", "赵审计"])
  expect((await security(access.roles, {})).some(({ operations }) => operations.includes("*"))).toBe(false)
  for (const operations of [["*"], ["access.*"], ["access.grant"], ["audit.list"], ["meetings.*", "audit.*"]])
    expect(await refused(security(access.addRole, { name: `甲${operations[0]}`, operations }))).toBe("access.noSuperAdmin")
})

test("every operation of the house belongs to one office; none of them does a meeting's business", async () => {
  const { platform } = await house()
  const all = platform.operations.filter(({ scope }) => scope !== "public" && scope !== "self")
  const isHeld = ({ name }: Operation) => Object.values(table).some((patterns) => patterns.some((pattern) => covers(pattern, name)))
  const offices = all.filter(({ module }) => module === "access" || module === "audit" || module === "house")
  // an owner turns into three; where there are three nobody does it any more
  expect(offices.filter((operation) => !isHeld(operation)).map(({ name }) => name)).toEqual(["access.separate"])
  expect(all.filter((operation) => !offices.includes(operation) && isHeld(operation)).map(({ name }) => name)).toEqual([])
  expect(
    Object.values(table)
      .flat()
      .filter((pattern) => !pattern.includes("*") && !all.some(({ name }) => name === pattern)),
  ).toEqual([])
})

test("none of the three comes through any door of the business", async () => {
  const { platform } = await house()
  const business = platform.operations.filter(({ module, scope }) => !["access", "audit", "house"].includes(module) && scope !== "public" && scope !== "self")
  expect(business.length).toBeGreaterThan(60)
  const inputFor = (operation: Operation) => ({ ...sampleOf(operation.input), ...(operation.scope === "meeting" ? { meetingId: newId() } : {}) })
  for (const holder of [system, security, auditor]) {
    const codes = await Promise.all(business.map(async (operation) => [operation.name, await refused(holder(operation, inputFor(operation)))] as const))
    expect(codes.filter(([, code]) => code !== "house.mayNot" && code !== "house.notFound")).toEqual([])
  }
})

test("what is everybody's own shows an office holder nothing of a meeting", async () => {
  const { platform } = await house()
  const own = platform.operations.filter(
    ({ module, scope, kind, actors }) => scope === "self" && kind === "query" && module !== "access" && (!actors || actors.includes("account")),
  )
  for (const operation of own) {
    const answer = await auditor(operation, sampleOf(operation.input)).catch((error: { code: string }) => error.code)
    expect(JSON.stringify(answer), operation.name).not.toMatch(/"meetingId":"/)
  }
})

test("accounts are opened by one and rights given by another", async () => {
  const { id } = await system(access.addAccount, person("孙会务", "huiwu"))
  const [role] = await security(access.roles, {})
  expect(await refused(system(access.grant, { accountId: id, roleId: role!.id, at: { kind: "system" } }))).toBe("house.mayNot")
  expect(await refused(security(access.addAccount, person("周某", "zhoumou")))).toBe("house.mayNot")
  expect(await refused(auditor(access.accounts, {}))).toBe("house.mayNot")
  await security(access.grant, { accountId: id, roleId: role!.id, at: { kind: "system" } })
  expect((await system(access.accounts, {})).find((account) => account.id === id)?.grants).toEqual([])
  expect((await security(access.accounts, {})).find((account) => account.id === id)?.grants).toHaveLength(1)
})

test("who holds an office holds no rights, and the other way round; the database says so too", async () => {
  const [role] = await security(access.roles, {})
  expect(await refused(security(access.grant, { accountId: system.id, roleId: role!.id, at: { kind: "system" } }))).toBe("access.holdsGrants")
  const [{ id }] = await query("select id from auth_user where username = 'huiwu'")
  expect(await refused(security(access.appoint, { accountId: id, office: "auditor" }))).toBe("access.holdsGrants")
  const insert = "insert into access_grant (id, account_id, role_id) values ($1, $2, $3)"
  await expect(query(insert, [newId(), system.id, role!.id])).rejects.toMatchObject({ constraint: "access_office_alone" })
  const { id: free } = await system(access.addAccount, person("冯空", "fengkong"))
  const office = "insert into access_office (account_id, office, person) values ($1, $2, $3)"
  await expect(query(office, [system.id, "auditor", "另一人"])).rejects.toMatchObject({ constraint: "access_office_pkey" })
  await expect(query(office, [free, "auditor", "王系统"])).rejects.toMatchObject({ constraint: "access_office_person" })
})

test("an office is never left empty, and a second holder makes room", async () => {
  expect(await refused(security(access.dismiss, { accountId: auditor.id }))).toBe("access.lastOfOffice")
  expect(await refused(security(access.dismiss, { accountId: security.id }))).toBe("access.notOneself")
  expect(await refused(system(access.closeAccount, { id: auditor.id }))).toBe("access.lastOfOffice")
  const { id } = await system(access.addAccount, person("吴审计", "wushenji"))
  expect(await refused(security(access.appoint, { accountId: id, office: "auditor" }))).toBe("access.notYetHisOwn")
  await madeHisOwn(id)
  await security(access.appoint, { accountId: id, office: "auditor" })
  expect(await refused(security(access.appoint, { accountId: id, office: "systemAdmin" }))).toBe("access.samePerson")
  await security(access.dismiss, { accountId: id })
  expect(await refused(security(access.dismiss, { accountId: id }))).toBe("house.notFound")
})

test("an office holder's password and second step are reset by two people", async () => {
  const { id } = await system(access.addAccount, person("郑系统", "zheng"))
  await madeHisOwn(id)
  await security(access.appoint, { accountId: id, office: "systemAdmin" })
  const reset = { id, password: "Another 1 word" }
  await system(access.resetPassword, reset)
  expect(await refused(system(access.resetTotp, { id }))).toBe("access.twoHands")
  await security(access.resetTotp, { id })
  await system(access.resetPassword, { id, password: "Yet another 2 words" })
})

test("of two resets by one hand at the same moment one is refused, for a clerk as well", async () => {
  const { id } = await system(access.addAccount, person("何会务", "hehuiwu"))
  await madeHisOwn(id)
  const both = [system(access.resetPassword, { id, password: "Another 1 word" }), ...Array.from({ length: 40 }, () => system(access.resetTotp, { id }))]
  const done = (await Promise.allSettled(both)).map(({ status }) => status === "fulfilled")
  expect([done[0], done.slice(1).some(Boolean)].filter(Boolean)).toHaveLength(1)
})

test("where there are three nobody waives their second step", async () => {
  const policy = await security(access.policy, {})
  expect(await refused(security(access.changePolicy, { ...policy, totp: "nobody" }))).toBe("access.officesNeedTotp")
})

test("an administrator without a second step gets no new password from anybody: it would hand over the office", async () => {
  expect(await refused(system(access.resetPassword, { id: auditor.id, password: "Another 1 word" }))).toBe("access.passwordOnly")
})

test("a password somebody else has given opens nothing but its change, one's own approvals and uploads neither", async () => {
  const { id } = await system(access.addAccount, person("许办公", "xubangong"))
  const first = await signIn("xubangong", id)
  const { app, platform } = await house()
  const own = platform.operations.filter(
    ({ module, scope, name }) => scope === "self" && !/^(access|audit|house)$/.test(module) && !/^(meetings.list|approvals.counts|reminders.mine)$/.test(name),
  )
  for (const holder of [first, auditor])
    for (const operation of own) expect([operation.name, await refused(holder(operation, sampleOf(operation.input)))]).toEqual([operation.name, "house.mayNot"])
  const upload = await app.inject({ method: "POST", url: "/files", headers: first.headers })
  expect(upload.json().code).toBe("house.mayNot")
})

test("an office holder sets up the second step; from the second sign-in on nothing goes without it", async () => {
  const again = await signIn("shenji", auditor.id)
  expect((await again(access.state, {})).me).toMatchObject({ office: "auditor", owes: "totp", grants: [] })
  expect(await refused(again(access.duties, {}))).toBe("house.mayNot")
})

test("a key is made by one office and let in by another; a role that grows is let in anew", async () => {
  const { id: roleId } = await security(access.addRole, { name: "外部系统", operations: ["units.list"] })
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString()
  const { id, token } = await security(access.addKey, { name: "办公系统", roleId, at: { kind: "system" }, expiresAt })
  const { app } = await house()
  const tries = async () =>
    (await app.inject({ method: "POST", url: "/api/units/list", headers: { authorization: `Bearer ${token}` }, payload: {} })).statusCode
  expect(await tries()).toBe(401)
  expect(await refused(security(access.releaseKey, { id }))).toBe("house.mayNot")
  expect(await refused(system(access.addKey, { name: "另一个", roleId, at: { kind: "system" }, expiresAt }))).toBe("house.mayNot")
  await system(access.releaseKey, { id })
  expect(await refused(system(access.releaseKey, { id }))).toBe("house.notFound")
  expect(await tries()).toBe(200)
  await security(access.changeRole, { id: roleId, name: "外部系统", operations: ["units.list", "attendees.*"] })
  expect(await tries()).toBe(401)
  await system(access.releaseKey, { id })
  await security(access.changeRole, { id: roleId, name: "外部系统", operations: ["units.list"] })
  expect(await tries()).toBe(200)
  await system(access.revokeKey, { id })
  expect(await tries()).toBe(401)
})

test("a house with three offices is not separated once more", async () => {
  expect(await refused(system(access.separate, three))).toBe("house.mayNot")
})
