/** 导入单位和人员: what the steps of an import say of a contact book. */

import { useCommand, useRead } from "#web/api.ts"
import type { PageProps } from "#web/pages.ts"
import { useSession } from "#web/session.ts"
import type { Draft, ImportSource } from "#web/ui/import/source.ts"
import { ImportWizard } from "#web/ui/import/wizard.tsx"
import { type Say, useWords } from "#web/words.ts"
import { units } from "../contract.ts"
import { Field, type ImportChoice, type Preview } from "../intake/contract.ts"
import { words } from "../intake/words.ts"

const choiceOf = ({ fileName: _name, ...choice }: Draft) => choice as ImportChoice
const grouped = (count: unknown) => Number(count).toLocaleString("en-US")

const sourceOf = (say: Say<typeof words>): ImportSource<Preview> => ({
  title: say("importTitle"),
  kinds: say("dropKinds"),
  fields: () => Field.options.map((value) => ({ value, label: say(`field_${value}`) })),
  needs: { fields: ["unit"], sentence: say("unitNeeded") },
  usePreview: (draft) => useRead(units.importPreview, choiceOf(draft)),
  useStart(then) {
    const { mutate, isPending } = useCommand(units.import, { onDone: ({ jobId }) => then(jobId) })
    return { mutate: (draft) => mutate(choiceOf(draft)), isPending }
  },
  useImports: () => useRead(units.imports, {}),
  useUndo(then) {
    const { may } = useSession()
    const { mutate, isPending } = useCommand(units.undoImport, { onDone: ({ count }) => then(count) })
    return may(units.undoImport.name) ? { mutate: (id) => mutate({ id }), isPending } : undefined
  },
  importLine: ({ fileName, added, updated }) => say("importLine", { file: fileName, added, updated }),
  zone: "Asia/Shanghai",
  willImport: ({ kind, newUnits, fresh, updated, same }) =>
    say(`willImport_${kind}`, { newUnits: grouped(newUnits), fresh: grouped(fresh), updated: grouped(updated), same: grouped(same) }),
  isNothing: ({ newUnits, fresh, updated }) => newUnits + fresh + updated === 0,
  startLabel: () => say("start"),
  comingIn({ line }) {
    if (!line) return undefined
    const { path, name, title, phone, officePhone, email, mark, shortName, kind, unitPhone, address, note, from, until } = line
    return { name, rest: [path.join("/"), title, phone, officePhone, email, mark, shortName, kind, unitPhone, address, from, until, note] }
  },
  toMend: ({ code, field }) => (code === "nameAmbiguous" ? ["phone", "mark"] : field ? [field] : []),
  doneSentence: ({ added, updated }) => say("done", { added: grouped(added), updated: grouped(updated) }),
  onward: { label: say("seeBook"), path: "/units" },
})

export function Page(_props: PageProps) {
  return <ImportWizard source={sourceOf(useWords(words))} />
}
