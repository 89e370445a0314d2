import { beforeAll, expect, test } from "vitest"
import { newId } from "#kernel/ids.ts"
import { access } from "#modules/access/contract.ts"
import presets from "#modules/access/data/roles.json" with { type: "json" }
import { as, type Caller, refused } from "../../../../test/harness.ts"
import { meetings } from "../contract.ts"
import { givenMeeting } from "../given.ts"

let office: Caller
let lead: Caller
let meetingId: string
const operationsOf = (key: string) => presets.find((preset) => preset.key === key)!.operations
const roleNamed = async (name: string) => (await office(access.roles, {})).find((role) => role.name === name)!.id

beforeAll(async () => {
  office = await as("*")
  meetingId = (await givenMeeting()).meetingId
  lead = await as(operationsOf("chief"), { meetingId })
})

test("the leader of a meeting takes a colleague on, sees him in the list, and lets him go again", async () => {
  const clerk = await as("nothing.atAll")
  expect(await refused(clerk(meetings.get, { meetingId }))).toBe("house.mayNot")
  const choices = await lead(meetings.staffChoices, { meetingId })
  expect(choices.accounts.map(({ id }) => id)).toContain(clerk.id)
  const { id } = await lead(meetings.addStaff, { meetingId, accountId: clerk.id, roleId: await roleNamed("秘书组"), validUntil: choices.endsAt, note: "借调" })
  expect((await clerk(meetings.get, { meetingId })).id).toBe(meetingId)
  expect((await lead(meetings.staff, { meetingId })).find((member) => member.id === id)).toMatchObject({ role: "秘书组", mayRemove: true, note: "借调" })
  await lead(meetings.removeStaff, { meetingId, id })
  expect(await refused(clerk(meetings.get, { meetingId }))).toBe("house.mayNot")
})

test("nobody hands out more than he holds, nor a role that is not a preset, nor takes away from who holds more", async () => {
  const clerk = await as("nothing.atAll")
  const secretary = await as([...operationsOf("secretariat"), "meetings.addStaff", "meetings.removeStaff", "meetings.staff", "meetings.staffChoices"], {
    meetingId,
  })
  const wanted = { meetingId, accountId: clerk.id }
  expect(await refused(secretary(meetings.addStaff, { ...wanted, roleId: await roleNamed("会务负责人") }))).toBe("meetings.moreThanYours")
  expect(await refused(lead(meetings.addStaff, { ...wanted, roleId: await roleNamed("负责人") }))).toBe("meetings.moreThanYours")
  const own = await office(access.addRole, { name: "自编", operations: ["agenda.list"] })
  expect(await refused(lead(meetings.addStaff, { ...wanted, roleId: own.id }))).toBe("meetings.notAPreset")
  expect((await secretary(meetings.staffChoices, { meetingId })).roles.map(({ name }) => name)).not.toContain("会务组")
  const leads = (await secretary(meetings.staff, { meetingId })).find(({ accountId }) => accountId === lead.id)!
  expect(leads.mayRemove).toBe(false)
  expect(await refused(secretary(meetings.removeStaff, { meetingId, id: leads.id }))).toBe("meetings.moreThanYours")
})

test("a limit names parts of this very meeting, and only of one kind", async () => {
  const clerk = await as("nothing.atAll")
  const wanted = { meetingId, accountId: clerk.id, roleId: await roleNamed("签到员") }
  expect(await refused(lead(meetings.addStaff, { ...wanted, gates: [newId()] }))).toBe("meetings.noSuchPart")
  expect(await refused(lead(meetings.addStaff, { ...wanted, gates: [newId()], delegations: [newId()] }))).toBe("meetings.oneLimit")
  expect(await refused(lead(meetings.addStaff, { ...wanted, accountId: newId() }))).toBe("house.notFound")
  expect(await refused(lead(meetings.addStaff, { ...wanted, roleId: newId() }))).toBe("house.notFound")
})

test("a grant of another meeting, or of the whole house, is not this meeting's to take away", async () => {
  const other = await givenMeeting()
  const clerk = await as("agenda.list", { meetingId: other.meetingId })
  const [grant] = await office(access.grants, { accountId: clerk.id })
  expect(await refused(lead(meetings.removeStaff, { meetingId, id: grant!.id }))).toBe("house.notFound")
})
