import type { z } from "zod"
import { clockOf, dayOf } from "#kernel/dates.ts"
import { attention, collect, counts } from "#kernel/house.ts"
import { fill } from "#kernel/words.ts"
import { partsNamed } from "#modules/access/roles/contract.ts"
import { answers, does, type JobContext, type ModuleJobs } from "#server/context.ts"
import { writeSheet } from "#server/sheets.ts"
import { type Attendance, exportPresent } from "./contract.ts"
import { minutesSince, sessionAtDoor, totalsOf } from "./rules.ts"
import { attendance, gateNames, gatesOf, keepSheet, meetingHead, sheetsOf, signInSession, signInSessions, tallies } from "./store.ts"
import { words } from "./words.ts"

const page = 200

async function wholeList(run: JobContext, of: z.output<typeof exportPresent.data>): Promise<Attendance[]> {
  const list: Attendance[] = []
  for (let number = 1; ; number++) {
    await run.mustGoOn()
    const { rows, total } = await attendance(run.db, of, { state: "all", page: number, size: page })
    list.push(...rows)
    await run.progress(list.length, total)
    if (rows.length < page) return list
  }
}

const exported = does(exportPresent, async (run, of) => {
  const say = words[run.locale]
  const session = await signInSession(run.db, of.meetingId, of.sessionId)
  const meeting = await meetingHead(run.db, of.meetingId)
  const zone = meeting?.zone ?? "Asia/Shanghai"
  const states = { present: say.present, late: say.late, excused: say.onLeave, absent: say.absent, other: say.other }
  const list = await wholeList(run, of)
  const titles = [say.name, say.delegation, say.category, say.seat, say.state, say.arrivedAt, say.gate]
  const rows = list.map((row) => [
    row.name,
    row.delegation,
    row.category,
    row.seat,
    states[row.state],
    row.at ? `${dayOf(row.at, zone)} ${clockOf(row.at, zone)}` : "",
    row.gate ?? "",
  ])
  const staged = await run.platform.files.stage(await writeSheet({ name: say.sheetName, columns: titles.map((title) => ({ title, width: 16 })), rows }))
  const title = `${session?.title ?? ""}${say.sheetName}`
  const fileId = await run.transaction(async (ctx) => {
    const file = await run.platform.files.put(ctx.db, { name: `${title}.xlsx`, staged, meetingId: of.meetingId })
    // the archive keeps the whole list, never a liaison's part of it
    if (of.delegations === "all") await keepSheet(ctx.db, of, { title, author: run.actor.name, madeOn: dayOf(ctx.now, zone), fileId: file.id })
    return file.id
  })
  return { fileId, people: list.length }
})

/** A gate that went silent with scans it still holds, and one whose clock is wrong: both are mended by a person going there. */
const gatesInTrouble = answers(attention, async (ctx, { meetingId }) => {
  const say = words[ctx.locale]
  const troubles: { level: "wrong" | "warning"; sentence: string; verb: string; path: string }[] = []
  for (const gate of await gatesOf(ctx.db, meetingId, null)) {
    if (gate.revokedAt || !gate.seenAt) continue
    const minutes = minutesSince(gate.seenAt, ctx.now)
    const about = { verb: say.look, path: "checkin" }
    if ((gate.queued ?? 0) > 0 && minutes >= 3)
      troubles.push({ level: "wrong", sentence: fill(say.silentGate, { gate: gate.name, minutes, queued: gate.queued }), ...about })
    const off = Math.round(Math.abs(gate.clockAhead ?? 0) / 60)
    if (off >= 2 && minutes < 60) troubles.push({ level: "warning", sentence: fill(say.clockWrong, { gate: gate.name, minutes: off }), ...about })
  }
  return troubles
})

const presentNow = answers(
  counts,
  async (ctx, { meetingId }) => {
    const session = sessionAtDoor(await signInSessions(ctx.db, meetingId), ctx.now)
    const totals = session && totalsOf(await tallies(ctx.db, { meetingId, sessionId: session.id, delegations: ctx.reach.delegations }))
    return totals ? [{ room: "checkin", count: totals.present, wants: 0 }] : []
  },
  ["delegation", "gate"],
)

const gatesNamed = answers(partsNamed, async ({ db }, { meetingIds }) => (await gateNames(db, meetingIds)).map((one) => ({ ...one, kind: "gate" as const })))

const papers = answers(collect, async (ctx, { meetingId }) =>
  (await sheetsOf(ctx.db, meetingId)).map((sheet) => ({ kind: "attendance", number: null, pages: null, ...sheet })),
)

export const jobs: ModuleJobs = { work: [exported], answers: [gatesNamed, gatesInTrouble, presentNow, papers] }
