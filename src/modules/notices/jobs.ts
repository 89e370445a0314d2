import { issueLinks as issueTokens } from "#modules/access/keys/service.ts"
import { moving, relocating } from "#modules/meetings/contract.ts"
import { annexes } from "#modules/meetings/scheme/contract.ts"
import { answers, does, type JobContext, type ModuleJobs } from "#server/context.ts"
import { writeSheet } from "#server/sheets.ts"
import { issueLinks, type Notice } from "./contract.ts"
import { sentBefore, sentWithPlace } from "./moving/service.ts"
import { linkAt, toReader } from "./rules.ts"
import { meetingName, noticeById, noticesOf, type Receiver, receiversAmong } from "./store.ts"
import { words } from "./words.ts"

const chunk = 500

type Given = { person: Receiver; token: string }

/** Each token exists in readable form only in the sheet that this makes, which goes after a day: what stays is its hash. */
const issue = does(issueLinks, async (run, data) => {
  const people = await receiversAmong(run.db, data.meetingId, data.attendeeIds)
  const given: Given[] = []
  for (let at = 0; at < people.length; at += chunk) {
    await run.mustGoOn()
    const some = people.slice(at, at + chunk)
    const links = await run.transaction((ctx) =>
      issueTokens(ctx, { meetingId: data.meetingId, subjects: some.map(({ id, name }) => ({ kind: "attendee", id, name })) }),
    )
    const tokens = new Map(links.map((link) => [link.id, link.token]))
    for (const person of some) given.push({ person, token: tokens.get(person.id) ?? "" })
    await run.progress(given.length, people.length)
  }
  const meeting = await meetingName(run.db, data.meetingId)
  const notice = data.noticeId ? await noticeById(run.db, data.meetingId, data.noticeId) : undefined
  const say = words[run.locale]
  const bytes = await sheet(run, { given, origin: data.origin, notice, meeting })
  const file = await run.platform.files.put(run.db, { name: `${say.sheetName} ${meeting}.xlsx`, bytes, meetingId: data.meetingId, passing: true })
  return { fileId: file.id, people: given.length }
})

function sheet(run: JobContext, of: { given: Given[]; origin: string; notice: Notice | undefined; meeting: string }) {
  const say = words[run.locale]
  const { notice } = of
  const columns = [
    { title: say.name, width: 12 },
    { title: say.delegation, width: 20 },
    { title: say.link, width: 60 },
  ]
  const rows = of.given.map(({ person, token }) => {
    const link = linkAt(of.origin, token)
    if (!notice) return [person.name, person.delegation, link]
    const reader = { name: person.name, delegation: person.delegation, meeting: of.meeting }
    return [person.name, person.delegation, link, `${toReader(notice.title, reader)}\n${toReader(notice.body, reader)}\n${link}`]
  })
  return writeSheet({ name: say.sheetName, columns: notice ? [...columns, { title: say.noticeText, width: 80 }] : columns, rows })
}

export const jobs: ModuleJobs = {
  work: [issue],
  answers: [
    answers(moving, (ctx, { meetingId }) => sentBefore(ctx, meetingId)),
    answers(relocating, sentWithPlace),
    // the notice in hand, sent or not: the leaders see what will go out
    answers(annexes, async ({ db }, { meetingId }) => {
      const [last] = await noticesOf(db, meetingId)
      return last ? [{ key: "notice", title: last.title.slice(0, 40), text: last.body }] : []
    }),
  ],
}
