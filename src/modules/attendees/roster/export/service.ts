import type { z } from "zod"
import { Refusal } from "#kernel/contract.ts"
import { fill, type Locale } from "#kernel/words.ts"
import { meetingsService } from "#modules/meetings/service.ts"
import type { Context, JobContext, JobResult, Reach } from "#server/context.ts"
import { countsIn, covering } from "#server/grants.ts"
import { type Column, writeSheet } from "#server/sheets.ts"
import { attendees, type exporting } from "../../contract.ts"
import type { Attendee } from "../../person/contract.ts"
import { addTaken, ownFields } from "../../privacy/store.ts"
import { everybody, type Whole } from "../../store.ts"
import { type ExportColumn, usualColumns } from "../contract.ts"
import type { Custom } from "../reading/rules.ts"
import { customsOf, groupOffices } from "../store.ts"
import { words } from "../words.ts"

type Wanted = z.output<typeof exporting.data>
type Cell = string | number | null
type Read = { name: string; people: readonly Attendee[]; customs: readonly Custom[]; offices: ReadonlyMap<string, string>; covered: readonly Covered[] }
/** A field that stands covered on the list and leaves it whole. */
type Covered = { field: string; name: string }

/** The headers are those the import knows: what goes out comes in again unchanged. The sheet is made and kept outside the transaction. */
export async function exportRoster(run: JobContext, wanted: Wanted): Promise<JobResult> {
  const say = words[run.locale]
  await run.progress(0, 1, say.exporting)
  const read = await run.transaction(async (ctx) => {
    const all = await readAll(ctx, wanted)
    const hand = { meetingId: wanted.meetingId, by: ctx.actor.name, at: ctx.now }
    await addTaken(ctx.db, hand, { taken: takenFrom(all), purpose: wanted.purpose ?? "", byId: ctx.actor.id })
    return all
  })
  const columns = (wanted.columns ?? usualColumns).flatMap((column) => columnsFor(column, read, run.locale))
  const rows = read.people.map((person, index) => [index + 1, ...columns.map(({ cell }) => cell(person))])
  const bytes = await writeSheet({ name: say.exportSheet, columns: [{ title: say.number, width: 6 }, ...columns], rows })
  const staged = await run.platform.files.stage(bytes)
  const name = `${fill(say.exportName, { meeting: read.name })}.xlsx`
  const type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
  const { id } = await run.transaction(({ db }) => run.platform.files.put(db, { name, type, staged, meetingId: wanted.meetingId, passing: true }))
  return { fileId: id, people: read.people.length }
}

/** The delegations whose people the reader may see on the list: who searches the meeting finds nobody else. */
export async function listedFor({ actor, platform, reach }: Context, meetingId: string): Promise<Reach["delegations"]> {
  const place = await platform.places.of("meeting", meetingId)
  const grants = actor.grants.filter(({ at }) => place !== undefined && countsIn(at, place))
  if (covering(grants, { name: attendees.list.name }).length > 0) return reach.delegations
  const own = covering(grants, attendees.list).flatMap(({ at }) => (at.kind === "meeting" && at.delegations !== "all" ? at.delegations : []))
  return reach.delegations === "all" ? own : own.filter((id) => reach.delegations.includes(id))
}

/** Who may not ask for one whole number of these people takes none away in a list, nor finds them by it. */
export async function wholeFor({ actor, platform }: Context, meetingId: string, delegations: Reach["delegations"]): Promise<Whole> {
  const place = await platform.places.of("meeting", meetingId)
  const grants = actor.grants.filter(({ at }) => place !== undefined && countsIn(at, place))
  const may = (operation: typeof attendees.showPhone | typeof attendees.showIdentity) => {
    if (covering(grants, { name: operation.name }).length > 0) return true
    const own = covering(grants, operation).flatMap(({ at }) => (at.kind === "meeting" && at.delegations !== "all" ? at.delegations : []))
    return delegations !== "all" && delegations.every((id) => own.includes(id))
  }
  return { phone: may(attendees.showPhone), identity: may(attendees.showIdentity) }
}

async function coveredIn(ctx: Context, { meetingId, columns: chosen }: Wanted, whole: Whole): Promise<Covered[]> {
  const columns: readonly ExportColumn[] = chosen ?? usualColumns
  const say = words[ctx.locale]
  const usual = (["phone", "idNumber", "birth"] as const).filter((field) => columns.includes(field) && (field === "phone" ? whole.phone : whole.identity))
  const own = whole.identity && columns.includes("custom") ? await ownFields(ctx.db, meetingId) : []
  return [...usual.map((field) => ({ field, name: say[`field_${field}`] })), ...own.map(({ id, name }) => ({ field: id, name }))]
}

/** Asked before the job begins. Throws attendees.sayWhatFor. */
export async function mustSayWhatFor(ctx: Context, wanted: Wanted): Promise<void> {
  if (wanted.purpose) return
  const covered = await coveredIn(ctx, wanted, await wholeFor(ctx, wanted.meetingId, wanted.delegations))
  if (covered.length > 0) throw new Refusal("attendees.sayWhatFor", { fields: covered.map(({ name }) => name).join(ctx.locale === "en" ? ", " : "、") })
}

/** Of whom something leaves, field by field. */
const takenFrom = ({ people, covered }: Read) =>
  covered.map(({ field }) => ({
    field,
    people: people
      .filter((person) => (field === "phone" || field === "idNumber" || field === "birth" ? person[field] : person.custom[field]))
      .map(({ id, name, delegationId }) => ({ attendeeId: id, name, delegationId })),
  }))

async function readAll(ctx: Context, wanted: Wanted): Promise<Read> {
  const { meetingId } = wanted
  const { name } = await meetingsService.get(ctx, { meetingId })
  const whole = await wholeFor(ctx, meetingId, wanted.delegations)
  const people = await everybody(ctx, wanted, whole)
  const [customs, offices, covered] = [await customsOf(ctx.db, meetingId), await groupOffices(ctx.db, meetingId), await coveredIn(ctx, wanted, whole)]
  return { name, people, customs, offices, covered }
}

const widths: Partial<Record<ExportColumn, number>> = {
  delegation: 20,
  unit: 30,
  post: 36,
  sex: 6,
  rank: 8,
  idNumber: 22,
  remark: 20,
  diet: 18,
  hotel: 18,
  group: 16,
}
type Titled = Column & { cell: (person: Attendee) => Cell }

/** The meeting's own fields are as many columns as there are. */
function columnsFor(column: ExportColumn, { customs, offices }: Read, locale: Locale): Titled[] {
  const say = words[locale]
  if (column === "custom") return customs.map(({ id, name }) => ({ title: name, width: 16, cell: ({ custom }) => custom[id] ?? null }))
  const title = column === "leave" ? say.leave : column === "post" ? say.exportPost : say[`field_${column}`]
  return [{ title, width: widths[column] ?? 14, cell: cellOf(column, offices, locale) }]
}

function cellOf(column: Exclude<ExportColumn, "custom">, offices: Read["offices"], locale: Locale): (person: Attendee) => Cell {
  const say = words[locale]
  if (column === "sex") return ({ sex }) => sex && say[sex]
  if (column === "role") return ({ role }) => role && say[role]
  if (column === "leave") return ({ excusedReason }) => excusedReason
  if (column === "mark") return ({ markByHand, sameNameMark }) => (markByHand ? sameNameMark : null)
  if (column === "groupRole") return ({ id }) => (offices.get(id) === "convenor" ? say.convenor : offices.get(id) === "recorder" ? say.recorder : null)
  return (person) => person[column] ?? null
}
