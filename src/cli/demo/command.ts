/** `huixu demo`: one whole meeting, held through the public API as its people would hold it. */
import { existsSync, readFileSync } from "node:fs"
import { basename, resolve } from "node:path"
import { parseArgs } from "node:util"
import type { Command } from "../command.ts"
import { giveLinks, lastSitting, scanEveryone } from "./arrive.ts"
import { fileEverything, followUp, writeMinutes } from "./conclude.ts"
import { formBodies, giveLeave, importAgain, reviewCredentials } from "./form.ts"
import { openSitting, releaseAndClose, vote } from "./hold.ts"
import { importRoster, makeCards, makeMeeting, printPapers, type Roster, seatEveryone, syntheticRoster } from "./prepare.ts"
import { type Progress, progressOn } from "./progress.ts"
import { openVenue, signIn } from "./server.ts"
import { type Stage, step } from "./stage.ts"

const usage = "huixu demo [--roster FILE.xlsx] [--delegates N] [--out DIR] [--url URL]"
const usual = 2977
const most = 10_000

type Wanted = { roster: string | undefined; delegates: number; out: string; url: string | undefined }

function read(args: string[]): Wanted | undefined {
  try {
    const { values } = parseArgs({
      args,
      options: { roster: { type: "string" }, delegates: { type: "string" }, out: { type: "string", default: "huixu-demo" }, url: { type: "string" } },
      strict: true,
    })
    const delegates = Number(values.delegates ?? usual)
    const isFit = Number.isInteger(delegates) && delegates >= 10 && delegates <= most && !(values.roster && values.delegates)
    return isFit ? { roster: values.roster, delegates, out: resolve(values.out), url: values.url?.replace(/\/+$/, "") } : undefined
  } catch {
    return undefined
  }
}

async function hold(stage: Stage, roster: Roster): Promise<number> {
  const people = await importRoster(stage, roster)
  const credentials = await formBodies(stage)
  await reviewCredentials(stage, credentials)
  await giveLeave(stage)
  await importAgain(stage, roster, people)
  await seatEveryone(stage, people)
  await makeCards(stage, people)
  await printPapers(stage)
  const delegates = await giveLinks(stage, people)
  const session = await lastSitting(stage)
  await scanEveryone(stage, delegates, session)
  await openSitting(stage, session)
  const poll = await vote(stage, delegates, session)
  await releaseAndClose(stage, poll, session)
  await writeMinutes(stage, session)
  await followUp(stage, poll)
  await fileEverything(stage)
  return people
}

async function holdAt(url: string, { wanted, roster, progress }: { wanted: Wanted; roster: Roster; progress: Progress }) {
  const began = performance.now()
  const { owner } = await signIn(url, { ownHouse: wanted.url === undefined, say: progress.say })
  const stage: Stage = { owner, meetingId: "", out: wanted.out, progress, steps: [], sums: [], documents: [] }
  const summary = (delegates: number, problem: string | null) => ({
    ok: problem === null && stage.sums.every(({ agrees }) => agrees),
    problem,
    meetingId: stage.meetingId,
    delegates,
    milliseconds: Math.round(performance.now() - began),
    steps: stage.steps,
    sums: stage.sums,
    out: stage.out,
    documents: stage.documents,
  })
  try {
    await step(stage, "meetings.create", "按模板建会", async () => {
      stage.meetingId = await makeMeeting(owner)
      return {}
    })
    return summary(await hold(stage, roster), null)
  } catch (error) {
    return summary(0, (error as Error).message)
  }
}

export const runDemo: Command["run"] = async (args, { out, err }) => {
  const wanted = read(args)
  if (!wanted) {
    err(`用法：${usage}（人数 10 至 ${most}；名册与人数只给一个）`)
    return 2
  }
  if (wanted.roster && !existsSync(wanted.roster)) {
    err(`没有文件“${wanted.roster}”。No such file.`)
    return 1
  }
  const progress = progressOn(process.stderr)
  const roster = wanted.roster ? { name: basename(wanted.roster), bytes: readFileSync(wanted.roster) } : await syntheticRoster(wanted.delegates)
  const venue = wanted.url ? { url: wanted.url, stop: async () => undefined } : await openVenue(progress.say)
  try {
    const summary = await holdAt(venue.url, { wanted, roster, progress })
    out(JSON.stringify(summary, null, 2))
    if (summary.problem) err(summary.problem)
    for (const { sum, found, expected } of summary.sums.filter(({ agrees }) => !agrees)) err(`不符 does not agree: ${sum}: ${found} ≠ ${expected}`)
    return summary.ok ? 0 : 1
  } finally {
    await venue.stop()
  }
}
