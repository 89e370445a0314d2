import { expect, test } from "vitest"
import { as, refused } from "../../../../test/harness.ts"
import { meetings } from "../contract.ts"
import { givenMeeting } from "../given.ts"
import type { ClassRules, ClassRuleText } from "./contract.ts"
import { nationalRules, rulesOn } from "./rules.ts"

const province: ClassRuleText = {
  source: "××省省级会议费管理办法",
  validFrom: "2030-01-01",
  validTo: null,
  limits: {
    "1": { people: null, days: null, travelDays: 2 },
    "2": { people: 250, days: 2, travelDays: 2 },
    "3": { people: 120, days: 1, travelDays: 1 },
    "4": { people: 40, days: 1, travelDays: 1 },
  },
  clauses: { people: "第七条", days: "第六条", travelDays: "第六条" },
}

test("the organisation's own rules stand before the national ones, for the meetings that open while they are in force", async () => {
  const office = await as("*")
  const { meetingId } = await givenMeeting({ startsOn: "2030-12-10" })
  const { text, version } = await office(meetings.profile, { meetingId })
  const planned = [{ name: "代表", count: 130 }]
  const limitsNow = async () => {
    const { exceeded, rule } = await office(meetings.profile, { meetingId })
    return { people: exceeded.find(({ what }) => what === "people"), source: rule?.source }
  }
  await office(meetings.editProfile, { meetingId, version, text: { ...text, class: "3", planned } })
  expect(await limitsNow()).toEqual({ people: undefined, source: nationalRules.source })
  const own = await office(meetings.addClassRules, province)
  expect(await limitsNow()).toEqual({ people: { what: "people", limit: 120, now: 130, clause: "第七条" }, source: province.source })
  const ended = await office(meetings.editClassRules, { ...province, id: own.id ?? "", version: own.version, validTo: "2030-06-30" })
  expect((await limitsNow()).source).toBe(nationalRules.source)
  expect((await office(meetings.classRules, {})).map(({ source }) => source)).toEqual([province.source, nationalRules.source])
  await office(meetings.removeClassRules, { id: own.id ?? "", version: ended.version })
  expect(await office(meetings.classRules, {})).toEqual([nationalRules])
})

test("two sets are never in force on one day; of two who change one the second is told; rules that end before they begin are refused", async () => {
  const office = await as("*")
  const first = { ...province, validFrom: "2031-01-01", validTo: "2031-12-31" }
  const own = await office(meetings.addClassRules, first)
  const seen = { id: own.id ?? "", version: own.version }
  expect(await refused(office(meetings.addClassRules, { ...first, validFrom: "2031-12-31", validTo: null }))).toBe("meetings.rulesOverlap")
  const next = await office(meetings.addClassRules, { ...first, validFrom: "2032-01-01", validTo: null })
  expect(await refused(office(meetings.editClassRules, { ...first, ...seen, validTo: "2032-01-01" }))).toBe("meetings.rulesOverlap")
  await office(meetings.editClassRules, { ...first, ...seen, source: "新办法" })
  expect(await refused(office(meetings.editClassRules, { ...first, ...seen }))).toBe("house.stale")
  expect(await refused(office(meetings.removeClassRules, seen))).toBe("house.stale")
  expect(await refused(office(meetings.addClassRules, { ...province, validFrom: "2029-02-01", validTo: "2029-01-31" }))).toBe("meetings.rulesEndFirst")
  await office(meetings.removeClassRules, { id: next.id ?? "", version: next.version })
  expect(await refused(office(meetings.removeClassRules, { id: next.id ?? "", version: next.version }))).toBe("house.notFound")
})

test("who has rights in one meeting only does not change the rules of the house", async () => {
  const { meetingId } = await givenMeeting({ startsOn: "2030-12-10" })
  const clerk = await as("*", { meetingId })
  expect(await refused(clerk(meetings.classRules, {}))).toBe("house.mayNot")
  expect(await refused(clerk(meetings.addClassRules, province))).toBe("house.mayNot")
  expect(await refused(clerk(meetings.editClassRules, { ...province, id: meetingId, version: 1 }))).toBe("house.mayNot")
  expect(await refused(clerk(meetings.removeClassRules, { id: meetingId, version: 1 }))).toBe("house.mayNot")
})

test("on each day one set of rules is in force, or none", () => {
  const own: ClassRules[] = [{ ...province, id: "018f0000-0000-7000-8000-000000000000", version: 1, validTo: "2030-12-31" }]
  expect(rulesOn("2030-01-01", own)?.source).toBe(province.source)
  expect(rulesOn("2030-12-31", own)?.source).toBe(province.source)
  expect(rulesOn("2031-01-01", own)).toBe(nationalRules)
  expect(rulesOn("2029-12-31", own)).toBe(nationalRules)
  expect(rulesOn("2016-06-30", own)).toBeUndefined()
})
