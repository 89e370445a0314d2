/** The conditions of the list as chips; each can be taken off, and all are sent to the server. */
import { Dropdown, type MenuProps } from "antd"
import { useState } from "react"
import { useRead } from "#web/api.ts"
import type { Chip } from "#web/ui/list.tsx"
import { useWords } from "#web/words.ts"
import { attendees, type Where } from "../contract.ts"
import { Role } from "../person/contract.ts"
import { words } from "../words.ts"

type Set = (change: Where) => void

function fromAddress(): Where {
  const asked = new URLSearchParams(globalThis.location?.search ?? "")
  return asked.get("sameName") === "true" ? { sameName: true } : {}
}

export function useConditions(meetingId: string, onChange: () => void): { where: Where; chips: Chip[]; set: Set } {
  const say = useWords(words)
  const [where, setWhere] = useState<Where>(fromAddress)
  const delegations = useRead(attendees.delegations, { meetingId })
  const set: Set = (change) => {
    setWhere((before) => ({ ...before, ...change }))
    onChange()
  }
  const chip = (key: keyof Where, what: string, value: string | undefined): Chip[] =>
    where[key] === undefined ? [] : [{ key, label: value === undefined ? what : say("condition", { what, value }), onRemove: () => set({ [key]: undefined }) }]
  const chips = [
    ...chip("category", say("category"), where.category),
    ...chip("delegationId", say("delegation"), delegations.data?.find(({ id }) => id === where.delegationId)?.name ?? "…"),
    ...chip("role", say("role"), where.role && say(where.role)),
    ...chip("sex", say("sex"), where.sex && say(where.sex)),
    ...chip("excused", say("onLeave"), undefined),
    ...chip("sameName", say("sameName"), undefined),
  ]
  return { where, chips, set }
}

export function AddCondition({ meetingId, where, onSet }: { meetingId: string; where: Where; onSet: Set }) {
  const say = useWords(words)
  const delegations = useRead(attendees.delegations, { meetingId })
  const categories = useRead(attendees.categories, { meetingId })
  const items: NonNullable<MenuProps["items"]> = [
    {
      key: "category",
      label: say("category"),
      children:
        categories.data?.map(({ name, count }) => ({ key: `category ${name}`, label: `${name} ${count}`, onClick: () => onSet({ category: name }) })) ?? [],
    },
    {
      key: "delegation",
      label: say("delegation"),
      popupClassName: "roster-menu",
      children: delegations.data?.map(({ id, name, count }) => ({ key: id, label: `${name} ${count}`, onClick: () => onSet({ delegationId: id }) })) ?? [],
    },
    {
      key: "role",
      label: say("role"),
      children: Role.options.map((role) => ({ key: role, label: say(role), onClick: () => onSet({ role }) })),
    },
    { key: "sex", label: say("sex"), children: (["male", "female"] as const).map((sex) => ({ key: sex, label: say(sex), onClick: () => onSet({ sex }) })) },
    { key: "excused", label: say("onLeave"), disabled: where.excused === true, onClick: () => onSet({ excused: true }) },
    { key: "sameName", label: say("sameName"), disabled: where.sameName === true, onClick: () => onSet({ sameName: true }) },
  ]
  return (
    <Dropdown menu={{ items }} trigger={["click"]}>
      <button type="button" className="quiet-link">
        {say("addCondition")}
      </button>
    </Dropdown>
  )
}
