import { expect, test } from "vitest"
import { agenda } from "#modules/agenda/contract.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { givenSeries } from "#modules/meetings/series/given.ts"
import { as } from "../../../test/harness.ts"
import { minutes } from "./contract.ts"
import { givenHeldSession } from "./given.ts"

test("minutes of a series carry its name and count on over all its meetings, from the number the office had reached", async () => {
  const office = await as("*")
  const { series } = await givenSeries()
  const seriesId = series.id
  await office(meetings.setSeriesNumbers, { seriesId, sitting: 23, minutes: 7 })
  const numbers: (string | null)[] = []
  for (let sitting = 0; sitting < 2; sitting++) {
    const { meetingId, sessionId } = await givenHeldSession()
    const { bodyName } = await office(agenda.get, { meetingId, id: sessionId })
    const { text, version } = await office(meetings.seriesPlan, { seriesId })
    await office(meetings.editSeries, { seriesId, version, text: { ...text, body: { ...text.body, name: bodyName ?? "" } } })
    const { version: seen } = await office(meetings.get, { meetingId })
    await office(meetings.place, { meetingId, version: seen, unitId: null, seriesId })
    const draft = await office(minutes.draft, { meetingId, sessionId })
    expect(draft.series).toBe("常务会议纪要")
    numbers.push((await office(minutes.finalise, { meetingId, id: draft.id, version: draft.version })).documentNumber)
  }
  const year = new Date().getFullYear()
  expect(numbers).toEqual([`常务会议纪要〔${year}〕8号`, `常务会议纪要〔${year}〕9号`])
  expect((await office(meetings.seriesPlan, { seriesId })).last.minutes).toBe(9)
})
