/** 导出名册: the columns are chosen first; numbers of people are left out until somebody asks for them. */
import { Button, Checkbox, Input, Popover } from "antd"
import { useId, useState } from "react"
import { call, useRead } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { JobButton } from "#web/ui/job.tsx"
import { useWords } from "#web/words.ts"
import { attendees, type Wanted } from "../contract.ts"
import { ExportColumn, usualColumns } from "../roster/contract.ts"
import { words } from "../roster/words.ts"
import "./export.css"

export function ExportButton({ wanted }: { wanted: Wanted }) {
  const say = useWords(words)
  const [chosen, setChosen] = useState<ExportColumn[]>(usualColumns.filter((column) => column !== "phone"))
  const purposeId = useId()
  const [purpose, setPurpose] = useState("")
  const [isOpen, setOpen] = useState(false)
  const { may } = useSession()
  const labelOf = (column: ExportColumn) =>
    column === "leave" ? say("leave") : column === "custom" ? say("own") : column === "post" ? say("exportPost") : say(`field_${column}`)
  // in the order of the sheet, whatever the order of the clicks
  const columns = [...usualColumns, ...ExportColumn.options.filter((one) => !usualColumns.includes(one))].filter((one) => chosen.includes(one))
  const { meetingId } = wanted
  const fields = useRead(attendees.fields, { meetingId }).data
  const isWhole = (column: ExportColumn) => {
    if (column === "phone") return may(attendees.showPhone.name, meetingId)
    const isCovered = column === "idNumber" || column === "birth" || (column === "custom" && fields?.some(({ sensitive }) => sensitive))
    return isCovered && may(attendees.showIdentity.name, meetingId)
  }
  const asksWhatFor = columns.some(isWhole)
  const form = (
    <div className="export-columns">
      <Checkbox.Group
        aria-label={say("chooseColumns")}
        value={chosen}
        options={ExportColumn.options.map((value) => ({ value, label: labelOf(value), disabled: value === "name" }))}
        onChange={(next) => setChosen(next.includes("name") ? next : ["name", ...next])}
      />
      {asksWhatFor ? (
        <div className="export-for">
          <label htmlFor={purposeId}>{say("exportFor")}</label>
          <Input id={purposeId} maxLength={60} value={purpose} placeholder={say("exportForHint")} onChange={(event) => setPurpose(event.target.value)} />
          <small>{say("exportForNote")}</small>
        </div>
      ) : null}
      <JobButton
        primary
        label={say("export")}
        disabled={asksWhatFor && purpose.trim() === ""}
        start={() => call(attendees.exportRoster, { ...wanted, columns, ...(asksWhatFor ? { purpose: purpose.trim() } : {}) })}
      />
    </div>
  )
  return (
    <Popover trigger="click" open={isOpen} onOpenChange={setOpen} title={say("chooseColumns")} content={form} placement="bottomRight">
      <Button>{say("export")}</Button>
    </Popover>
  )
}
