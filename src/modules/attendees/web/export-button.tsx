/** 导出名册: the columns are chosen first; numbers of people are left out until somebody asks for them. */
import { Button, Checkbox, Popover } from "antd"
import { useState } from "react"
import { call } from "#web/api.ts"
import { JobButton } from "#web/ui/job.tsx"
import { useWords } from "#web/words.ts"
import { attendees, type Wanted } from "../contract.ts"
import { ExportColumn, usualColumns } from "../roster/contract.ts"
import { words } from "../roster/words.ts"
import "./export.css"

export function ExportButton({ wanted }: { wanted: Wanted }) {
  const say = useWords(words)
  const [chosen, setChosen] = useState<ExportColumn[]>([...usualColumns])
  const [isOpen, setOpen] = useState(false)
  const labelOf = (column: ExportColumn) =>
    column === "leave" ? say("leave") : column === "custom" ? say("own") : column === "post" ? say("exportPost") : say(`field_${column}`)
  // in the order of the sheet, whatever the order of the clicks
  const columns = [...usualColumns, ...ExportColumn.options.filter((one) => !usualColumns.includes(one))].filter((one) => chosen.includes(one))
  const form = (
    <div className="export-columns">
      <Checkbox.Group
        aria-label={say("chooseColumns")}
        value={chosen}
        options={ExportColumn.options.map((value) => ({ value, label: labelOf(value), disabled: value === "name" }))}
        onChange={(next) => setChosen(next.includes("name") ? next : ["name", ...next])}
      />
      <JobButton primary label={say("export")} start={() => call(attendees.exportRoster, { ...wanted, columns })} />
    </div>
  )
  return (
    <Popover trigger="click" open={isOpen} onOpenChange={setOpen} title={say("chooseColumns")} content={form} placement="bottomRight">
      <Button>{say("export")}</Button>
    </Popover>
  )
}
