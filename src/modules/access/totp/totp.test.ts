import { createOTP } from "@better-auth/utils/otp"
import { expect, test } from "vitest"
import { as, type Caller, house, refused, signIn, usualPassword } from "../../../../test/harness.ts"
import { access } from "../contract.ts"
import { stepAt } from "./rules.ts"

const query = async (sql: string, values: unknown[] = []) => (await (await house()).platform.pool.query(sql, values)).rows
const nameOf = async (person: Caller) => (await query("select username from auth_user where id = $1", [person.id]))[0].username as string

/** The secret as the authenticator has it: read from the database with the house's keys, since the QR's text is in base32. */
async function codeOf(person: Caller, ahead = 0): Promise<string> {
  const { platform } = await house()
  const [row] = await query("select sealed from access_totp where account_id = $1", [person.id])
  return createOTP(platform.keys.open(row.sealed, `access_totp.sealed/${person.id}`)).hotp(stepAt(Date.now()) + ahead)
}

async function enrolled(): Promise<{ person: Caller; username: string; recoveryCodes: string[] }> {
  const person = await as("units.list")
  await person(access.beginTotp, { password: usualPassword })
  const { recoveryCodes } = await person(access.confirmTotp, { code: await codeOf(person) })
  return { person, username: await nameOf(person), recoveryCodes }
}

test("once it is on, the password alone does not open; a code opens once", async () => {
  const { person, username } = await enrolled()
  expect(await person(access.totp, {})).toEqual({ isOn: true, isRequired: false, recoveryLeft: 10 })
  expect(await refused(signIn(username, person.id))).toBe("access.codeNeeded")
  expect(await refused(signIn(username, person.id, { code: "000000" }))).toBe("access.wrongCode")
  // the code that confirmed it is used up
  expect(await refused(signIn(username, person.id, { code: await codeOf(person) }))).toBe("access.wrongCode")
  const next = await codeOf(person, 1)
  expect(await signIn(username, person.id, { code: next })).toBeTypeOf("function")
  expect(await refused(signIn(username, person.id, { code: next }))).toBe("access.wrongCode")
})

test("of two who bring the same code at once, one comes in", async () => {
  const { person, username } = await enrolled()
  const code = await codeOf(person, 1)
  const answers = await Promise.allSettled([1, 2, 3].map(() => signIn(username, person.id, { code })))
  expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
})

test("wrong codes lock like wrong passwords, and asking for the code does not begin the count anew", async () => {
  const { person, username } = await enrolled()
  const codes: string[] = []
  for (let count = 0; count < 6; count++) {
    codes.push(await refused(signIn(username, person.id, { code: "000000" })))
    if (count < 5) expect(await refused(signIn(username, person.id))).toMatch(/codeNeeded|locked/)
  }
  expect(codes.at(-1)).toBe("access.locked")
})

test("a recovery code opens once, however it is typed; new ones end the old", async () => {
  const { person, username, recoveryCodes } = await enrolled()
  const [first = "", second = ""] = recoveryCodes
  expect(new Set(recoveryCodes).size).toBe(10)
  expect(await signIn(username, person.id, { code: first.toLowerCase().replace("-", " ") })).toBeTypeOf("function")
  expect(await refused(signIn(username, person.id, { code: first }))).toBe("access.wrongCode")
  expect((await person(access.totp, {})).recoveryLeft).toBe(9)
  await person(access.renewRecovery, { password: usualPassword })
  expect(await refused(signIn(username, person.id, { code: second }))).toBe("access.wrongCode")
})

test("the database holds neither the secret nor a code", async () => {
  const { person, recoveryCodes } = await enrolled()
  const kept = JSON.stringify(await query("select t.*, r.hash from access_totp t join access_recovery r using (account_id) where account_id = $1", [person.id]))
  const { platform } = await house()
  const [{ sealed }] = await query("select sealed from access_totp where account_id = $1", [person.id])
  expect(kept).not.toContain(platform.keys.open(sealed, `access_totp.sealed/${person.id}`))
  for (const code of recoveryCodes) expect(kept).not.toContain(code.replace("-", ""))
  const audit = JSON.stringify(await query("select input from audit_entry"))
  expect(audit).not.toContain(usualPassword)
})

test("turning it on and off asks for the password again; on twice is refused", async () => {
  const { person, username } = await enrolled()
  expect(await refused(person(access.beginTotp, { password: usualPassword }))).toBe("access.totpOn")
  expect(await refused(person(access.endTotp, { password: "Wrong 1 password" }))).toBe("access.wrongCurrent")
  await person(access.endTotp, { password: usualPassword })
  expect(await signIn(username, person.id)).toBeTypeOf("function")
  expect(await refused(person(access.renewRecovery, { password: usualPassword }))).toBe("access.noTotp")
  expect(await refused(person(access.confirmTotp, { code: "123456" }))).toBe("access.noTotp")
  await person(access.beginTotp, { password: usualPassword })
  expect(await refused(person(access.confirmTotp, { code: "000000" }))).toBe("access.codeMismatch")
})

test("a lost phone: another person takes the second step away; nobody his own", async () => {
  const owner = await as("*")
  const { person, username } = await enrolled()
  expect(await refused(owner(access.resetTotp, { id: owner.id }))).toBe("access.notOneself")
  await owner(access.resetTotp, { id: person.id })
  expect(await signIn(username, person.id)).toBeTypeOf("function")
  expect(await refused(owner(access.resetTotp, { id: person.id }))).toBe("access.noTotp")
  expect(await refused(person(access.resetTotp, { id: owner.id }))).toBe("house.notSignedIn")
})

test("where the policy asks everybody for it, rights wait from the second sign-in on", async () => {
  const owner = await as("*")
  const policy = await owner(access.policy, {})
  const person = await as("units.list")
  const username = await nameOf(person)
  const changed = await owner(access.changePolicy, { ...policy, totp: "everybody" })
  const again = await signIn(username, person.id)
  expect((await again(access.state, {})).me).toMatchObject({ owes: "totp", grants: [] })
  await again(access.beginTotp, { password: usualPassword })
  await again(access.confirmTotp, { code: await codeOf(again) })
  expect((await again(access.state, {})).me).toMatchObject({ owes: null })
  expect(await refused(again(access.endTotp, { password: usualPassword }))).toBe("access.totpRequired")
  await owner(access.changePolicy, { ...changed, totp: "offices" })
})
