/** The conditions of the list as chips; each can be taken off, and all are sent to the server. */
import { Dropdown, type MenuProps } from "antd"
import { useState } from "react"
import { useRead } from "#web/api.ts"
import type { Chip } from "#web/ui/list.tsx"
import { useWords } from "#web/words.ts"
import { attendees, Lacking, type Where } from "../contract.ts"
import { Role } from "../person/contract.ts"
import { words as personWords } from "../person/words.ts"
import { words } from "../words.ts"

type Set = (change: Where) => void

function fromAddress(): Where {
  const asked = new URLSearchParams(globalThis.location?.search ?? "")
  const group = asked.get("group")
  return { ...(asked.get("sameName") === "true" ? { sameName: true } : {}), ...(group ? { groupId: group } : {}) }
}

export function useConditions(meetingId: string, onChange: () => void): { where: Where; chips: Chip[]; set: Set; replace: Set } {
  const say = useWords(words)
  const [where, setWhere] = useState<Where>(fromAddress)
  const own = useWords(personWords)
  const delegations = useRead(attendees.delegations, { meetingId })
  const groups = useRead(attendees.groups, { meetingId })
  const set: Set = (change) => {
    setWhere((before) => ({ ...before, ...change }))
    onChange()
  }
  const chip = (key: keyof Where, what: string, value: string | undefined): Chip[] =>
    where[key] === undefined ? [] : [{ key, label: value === undefined ? what : say("condition", { what, value }), onRemove: () => set({ [key]: undefined }) }]
  const chips = [
    ...chip("category", say("category"), where.category),
    ...chip("delegationId", say("delegation"), delegations.data?.find(({ id }) => id === where.delegationId)?.name ?? "…"),
    ...chip("groupId", own("group_id"), groups.data?.find(({ id }) => id === where.groupId)?.name ?? "…"),
    ...chip("hotel", own("hotel"), where.hotel),
    ...chip("lacks", say("lacks"), where.lacks && say(`lacks_${where.lacks}`)),
    ...chip("role", say("role"), where.role && say(where.role)),
    ...chip("sex", say("sex"), where.sex && say(where.sex)),
    ...chip("excused", say("onLeave"), undefined),
    ...chip("sameName", say("sameName"), undefined),
  ]
  const replace: Set = (next) => {
    setWhere(next)
    onChange()
  }
  return { where, chips, set, replace }
}

export function AddCondition({ meetingId, where, onSet }: { meetingId: string; where: Where; onSet: Set }) {
  const say = useWords(words)
  const delegations = useRead(attendees.delegations, { meetingId })
  const categories = useRead(attendees.categories, { meetingId })
  const own = useWords(personWords)
  const groups = useRead(attendees.groups, { meetingId })
  const hotels = [...new Set((delegations.data ?? []).flatMap(({ hotel }) => hotel || []))]
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
    ...(groups.data?.length
      ? [
          {
            key: "group",
            label: own("group_id"),
            popupClassName: "roster-menu",
            children: groups.data.map(({ id, name, delegation, count }) => ({
              key: id,
              label: `${delegation ?? ""}${name} ${count}`,
              onClick: () => onSet({ groupId: id }),
            })),
          },
        ]
      : []),
    ...(hotels.length > 0
      ? [{ key: "hotel", label: own("hotel"), children: hotels.map((hotel) => ({ key: `hotel ${hotel}`, label: hotel, onClick: () => onSet({ hotel }) })) }]
      : []),
    {
      key: "lacks",
      label: say("lacks"),
      children: Lacking.options.map((lacks) => ({ key: `lacks ${lacks}`, label: say(`lacks_${lacks}`), onClick: () => onSet({ lacks }) })),
    },
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
