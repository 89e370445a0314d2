/** 导入名册: what the steps of an import say of a roster. */
import { meetings } from "#modules/meetings/contract.ts"
import { useCommand, useRead } from "#web/api.ts"
import type { PageProps } from "#web/pages.ts"
import { useSession } from "#web/session.ts"
import type { Draft, ImportSource } from "#web/ui/import/source.ts"
import { ImportWizard } from "#web/ui/import/wizard.tsx"
import { type Say, useWords } from "#web/words.ts"
import { attendees } from "../contract.ts"
import { Field, type ImportChoice, type Incoming, type Preview } from "../roster/contract.ts"
import { words } from "../roster/words.ts"

type Told = Say<typeof words>
const grouped = (count: unknown) => Number(count).toLocaleString("en-US")

export function Page({ meetingId }: PageProps) {
  const say = useWords(words)
  const meeting = useRead(meetings.get, { meetingId })
  const wholes = useWholes(meetingId, say)
  return <ImportWizard source={{ ...doings(meetingId), ...sentences(say, meetingId), wholes, zone: meeting.data?.zone ?? "Asia/Shanghai" }} />
}

function useWholes(meetingId: string, say: Told): NonNullable<ImportSource["wholes"]> {
  const delegations = useRead(attendees.delegations, { meetingId })
  const categories = (useRead(attendees.categories, { meetingId }).data ?? []).map(({ name }) => name)
  return [
    { field: "delegation", label: say("wholeDelegation"), options: (delegations.data ?? []).map(({ name }) => name), usual: say("wholeNone") },
    { field: "category", label: say("wholeCategory"), options: categories, usual: categories[0] ?? "" },
  ]
}

const doings = (meetingId: string): Pick<ImportSource<Preview>, "usePreview" | "useStart" | "useImports" | "useUndo"> => {
  const choiceOf = ({ fileName: _name, ...choice }: Draft) => ({ ...choice, meetingId }) as ImportChoice
  return {
    usePreview: (draft) => useRead(attendees.importPreview, choiceOf(draft)),
    useStart(then) {
      const { mutate, isPending } = useCommand(attendees.importRoster, { onDone: ({ jobId }) => then(jobId) })
      return { mutate: (draft) => mutate(choiceOf(draft)), isPending }
    },
    useImports: () => useRead(attendees.imports, { meetingId }),
    useUndo(then) {
      const { may } = useSession()
      const { mutate, isPending } = useCommand(attendees.undoImport, { onDone: ({ count }) => then(count) })
      return may(attendees.undoImport.name, meetingId) ? { mutate: (id) => mutate({ meetingId, id }), isPending } : undefined
    },
  }
}

const sentences = (say: Told, meetingId: string): Omit<ImportSource<Preview>, keyof ReturnType<typeof doings> | "zone"> => ({
  title: say("importTitle"),
  kinds: say("dropKinds"),
  fields: ({ customs }) => [
    ...Field.options.map((value) => ({ value, label: say(`field_${value}`) })),
    ...customs.map(({ field, name }) => ({ value: field, label: name })),
  ],
  needs: { fields: ["name", "familyName", "givenName"], sentence: say("nameNeeded") },
  importLine: ({ fileName, added, updated }) => say("importLine", { file: fileName, added: grouped(added), updated: grouped(updated) }),
  willImport: ({ accepted, delegations, fresh, updated, same }) =>
    say("willImport", { accepted: grouped(accepted), delegations, fresh: grouped(fresh), updated: grouped(updated), same: grouped(same) }),
  facts: ({ duplicates }) => namesakes(say, duplicates),
  isNothing: ({ accepted }) => accepted === 0,
  startLabel: ({ accepted }) => say("start", { accepted: grouped(accepted) }),
  comingIn: ({ incoming }) => (incoming ? { name: incoming.name, rest: restOf(say, incoming) } : undefined),
  // a contradiction stands between two cells: either may be the wrong one
  toMend: ({ field, code }) =>
    field ? (code.endsWith("ContradictsId") ? [field, "idNumber"] : code.endsWith("Contradicts") ? [field, "remark"] : [field]) : [],
  choices: ({ code, row }, { candidates }) =>
    code === "whoUnclear"
      ? { field: "who", options: [...(candidates[row] ?? []).map(({ id, about }) => ({ value: id, label: about })), { value: "new", label: say("newPerson") }] }
      : undefined,
  doneSentence: ({ added, updated, same }) => say("done", { added: grouped(added), updated: grouped(updated), same: grouped(same) }),
  onward: { label: say("seeRoster"), path: `/meetings/${meetingId}/roster` },
})

function restOf(say: Told, person: Incoming): (string | number | null | undefined | "")[] {
  const { sex, ethnicity, birth, idNumber, delegation, group, groupRole, category, role, rank, unit, post, education, politics } = person
  const { phone, hotel, room, tableNo, carNo, diet, mark, remark, custom } = person
  const whoHeIs = [sex && say(sex), ethnicity, birth, idNumber, education, politics]
  const whatHeIs = [delegation, group, groupRole && say(groupRole), category, role && say(role), rank, unit, post]
  return [...whoHeIs, ...whatHeIs, phone, hotel, room, tableNo, carNo, diet, mark, remark, ...Object.values(custom)]
}

function namesakes(say: Told, duplicates: Preview["duplicates"]): string[] {
  const here = duplicates.filter(({ sameDelegation }) => sameDelegation).length
  if (duplicates.length === 0) return []
  return [[say("sameNames", { count: duplicates.length }), here > 0 ? say("sameNamesHere", { count: here }) : ""].filter(Boolean).join("，")]
}
