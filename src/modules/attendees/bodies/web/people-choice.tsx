/** People of the roster, found as they are typed: by character, pinyin, initials, unit. */
import { Select } from "antd"
import { useState } from "react"
import { useRead } from "#web/api.ts"
import { attendees } from "../../contract.ts"

export type Chosen = { value: string; label: string }
type ChoiceProps = { meetingId: string; label: string; placeholder: string; chosen: Chosen[]; onChange: (chosen: Chosen[]) => void; single?: boolean }

export function PeopleChoice({ meetingId, label, placeholder, chosen, onChange, single }: ChoiceProps) {
  const [find, setFind] = useState("")
  const found = useRead(attendees.list, { meetingId, find: find.trim(), page: 1, size: 30 })
  const options = (found.data?.rows ?? []).map(({ id, name, sameNameMark, delegation, unit }) => ({
    value: id,
    label: [`${name}${sameNameMark ? `（${sameNameMark}）` : ""}`, delegation ?? unit].filter(Boolean).join(" · "),
  }))
  const common = {
    "aria-label": label,
    placeholder,
    options,
    showSearch: { filterOption: false, onSearch: setFind },
    style: { width: "100%" },
    labelInValue: true,
  } as const
  if (single) return <Select<Chosen> {...common} value={chosen[0] ?? null} onChange={(one) => onChange(one ? [one] : [])} allowClear />
  return <Select<Chosen[]> {...common} mode="multiple" value={chosen} onChange={onChange} />
}
