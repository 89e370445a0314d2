import { expect, test } from "vitest"
import { addDays } from "#kernel/dates.ts"
import { agenda } from "#modules/agenda/contract.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { as } from "../../../../test/harness.ts"
import { rehearsals } from "../contract.ts"
import { givenScript } from "../given.ts"

test("a copied meeting has the scripts, each line at its distance, those of hand-made sessions and of no session too", async () => {
  const { meetingId, session, script } = await givenScript("2030-12-10")
  const office = await as("*")
  const { day, place, chair } = session
  const added = { meetingId, kind: "other" as const, title: "授牌仪式", day, starts: "16:00", ends: "16:40", place, chair, bodyId: null, signIn: false }
  const { id: handMade } = await office(agenda.add, added)
  await office(rehearsals.addScript, { meetingId, sessionId: handMade, own: null, ...(await office(rehearsals.draft, { meetingId, sessionId: handMade })) })
  const free = await office(rehearsals.draft, { meetingId, sessionId: null })
  await office(rehearsals.addScript, { meetingId, sessionId: null, own: { day: addDays(day, -2), starts: "14:30" }, ...free })
  await office(rehearsals.addRun, { meetingId, scriptId: script.id, day: addDays(day, -1) })
  const copy = await office(meetings.copy, { meetingId, name: "海州市第十一次代表大会", startsOn: "2031-12-09" })
  const before = await office(rehearsals.scripts, { meetingId })
  const after = await office(rehearsals.scripts, { meetingId: copy.meetingId })
  const shape = (one: (typeof before)[number], opening: string) => [one.title, one.starts, one.lines, one.day === opening, one.sessionId === null]
  expect(after.map((one) => shape(one, "2031-12-09"))).toEqual(before.map((one) => shape(one, day)))
  expect(after.every(({ runs }) => runs === 0)).toBe(true)
  const again = after.find(({ title }) => title === script.title)
  const lines = (await office(rehearsals.script, { meetingId: copy.meetingId, id: again?.id ?? "" })).lines
  expect(lines.map(({ minutes, cue, what }) => [minutes, cue, what])).toEqual(script.lines.map(({ minutes, cue, what }) => [minutes, cue, what]))
  expect(after.find(({ sessionId }) => sessionId === null)?.day).toBe("2031-12-07")
})
