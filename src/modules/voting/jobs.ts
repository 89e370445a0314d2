import type { z } from "zod"
import { attention, collect, meetingCreated, search } from "#kernel/house.ts"
import { fill } from "#kernel/words.ts"
import { parts } from "#modules/meetings/copy/contract.ts"
import { openPoll, pollFrame } from "#modules/sittings/contract.ts"
import { answers, answersAs, type Context, does, type ModuleJobs, on } from "#server/context.ts"
import { printReport, voting } from "./contract.ts"
import { partOf } from "./copy/service.ts"
import { papersOf, printPollReport } from "./report/service.ts"
import { frameOf, openIn, takePart } from "./service.ts"
import { pollsOf } from "./store.ts"
import { words } from "./words.ts"

type Wrongs = z.infer<typeof attention.answer>

async function whatIsWrong({ db, locale }: Context, meetingId: string): Promise<Wrongs> {
  const say = words[locale]
  const path = (sessionId: string) => `sittings/${sessionId}`
  return (await pollsOf(db, meetingId)).flatMap(({ state, releasedAt, title, sessionId }): Wrongs => {
    if (state === "open") return [{ level: "warning", sentence: fill(say.attentionOpen, { title }), verb: say.verbOpen, path: path(sessionId) }]
    if (state !== "closed" || releasedAt) return []
    return [{ level: "warning", sentence: fill(say.attentionUnreleased, { title }), verb: say.verb, path: path(sessionId) }]
  })
}

async function found({ db, locale }: Context, meetingId: string, find: string) {
  const polls = (await pollsOf(db, meetingId)).filter(({ title }) => title.includes(find)).slice(0, 5)
  return polls.map((poll) => ({
    kind: words[locale].found,
    title: poll.title,
    detail: (locale === "en" ? poll.result?.english : poll.result?.sentence) ?? "",
    path: `sittings/${poll.sessionId}`,
  }))
}

export const jobs: ModuleJobs = {
  during: [
    on(meetingCreated, async (ctx, { meetingId, parts }) => {
      if (parts.voting !== undefined) await takePart(ctx, meetingId, parts.voting)
    }),
  ],
  answers: [
    answers(parts, (ctx, { meetingId }) => partOf(ctx, meetingId)),
    answers(pollFrame, (ctx, asked) => frameOf(ctx, asked)),
    answers(openPoll, (ctx, at) => openIn(ctx, at)),
    answers(attention, (ctx, { meetingId }) => whatIsWrong(ctx, meetingId)),
    answersAs(voting.list, search, (ctx, { meetingId, find }) => found(ctx, meetingId, find)),
    answers(collect, (ctx, { meetingId }) => papersOf(ctx, meetingId)),
  ],
  work: [does(printReport, (run, key) => printPollReport(run, key))],
}
