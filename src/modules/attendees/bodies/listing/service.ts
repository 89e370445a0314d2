/** The list of a body's members, for the printer and for a spreadsheet. */
import type { z } from "zod"
import { fill, type Locale } from "#kernel/words.ts"
import { meetingsService } from "#modules/meetings/service.ts"
import type { JobContext, JobResult } from "#server/context.ts"
import { writeSheet } from "#server/sheets.ts"
import { bodyById } from "../making/store.ts"
import type { Member, printingMembers } from "../members/contract.ts"
import { everyMember } from "../members/store.ts"
import { words } from "../words.ts"

const template = new URL("../print/members.typ", import.meta.url)
type Choice = z.output<typeof printingMembers.data>
const sheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

const postOf = ({ unit, post }: Member): string => (post.startsWith(unit) ? post : `${unit}${post}`)
/** 王一君（女，回族）: women and minorities are marked, as on official lists. */
const nameOf = ({ name, sex, ethnicity, sameNameMark }: Member, locale: Locale): string => {
  const marks = [sex === "female" ? words[locale].female : "", ethnicity && ethnicity !== "汉族" ? ethnicity : "", sameNameMark].filter(Boolean)
  return marks.length > 0 ? `${name}（${marks.join("，")}）` : name
}

export async function printMembers(run: JobContext, { meetingId, id, order, form }: Choice): Promise<JobResult> {
  const say = words[run.locale]
  const { meeting, body, people } = await run.transaction(async (ctx) => ({
    meeting: await meetingsService.get(ctx, { meetingId }),
    body: await bodyById(ctx.db, meetingId, id),
    people: await everyMember(ctx.db, { meetingId, id }, order),
  }))
  const name = fill(say.listName, { meeting: meeting.name, body: body.name })
  const about = { title: fill(say.listTitle, { body: body.name }), about: fill(say.listAbout, { meeting: meeting.name, count: people.length }) }
  const note = people.some(({ role }) => role === "alternate") ? say.listNote : ""
  const bytes =
    form === "xlsx"
      ? await writeSheet({ name: body.name, columns: columnsOf(run.locale), rows: people.map((member, index) => cellsOf(member, index, run.locale)) })
      : (await run.platform.print.pdf(template, { ...about, ...printedOf(people, run.locale), note }, { title: name })).pdf
  const staged = await run.platform.files.stage(bytes)
  return run.transaction(async ({ db }) => {
    const type = form === "xlsx" ? sheetType : "application/pdf"
    const file = await run.platform.files.put(db, { name: `${name}.${form}`, type, staged, meetingId, passing: true })
    return { fileId: file.id, people: people.length }
  })
}

function printedOf(people: readonly Member[], locale: Locale) {
  const say = words[locale]
  return {
    heads: [say.number, say.person, say.unitAndPost, say.delegation, say.role],
    rows: people.map((member, index) => [
      String(index + 1),
      nameOf(member, locale),
      postOf(member),
      member.delegation ?? "",
      member.role === "member" ? "" : say[`role_${member.role}`],
    ]),
  }
}

const columnsOf = (locale: Locale) => {
  const say = words[locale]
  const titles = [say.number, say.person, say.delegation, say.unitAndPost, say.category, say.role, say.mayVote, say.mayElect, say.reason, say.votes]
  const widths = [6, 14, 20, 44, 12, 12, 10, 10, 24, 8]
  return titles.map((title, index) => ({ title, width: widths[index] ?? 12 }))
}

function cellsOf(member: Member, index: number, locale: Locale): (string | number | null)[] {
  const say = words[locale]
  const mark = (isSo: boolean) => (isSo ? "√" : "")
  const { name, delegation, category, role, mayVote, mayElect, reason, votes, qualified } = member
  return [index + 1, name, delegation, postOf(member), category, say[`role_${role}`], mark(mayVote && qualified), mark(mayElect && qualified), reason, votes]
}
