/** What the auditor looks for, as chips; each can be taken off, and all are sent to the server. */
import { Dropdown, type MenuProps } from "antd"
import { useState } from "react"
import { dayOf, instantAt } from "#kernel/dates.ts"
import { useMeetingNames } from "#web/session.ts"
import type { Chip } from "#web/ui/list.tsx"
import { useWords } from "#web/words.ts"
import { words } from "../words.ts"
import { modulesOf, nameOf } from "./naming.ts"

type Named = { key: string; name: string }
/** `who`, `about`, `meeting` carry the word that stands on the chip. */
export type Conditions = {
  time?: "lastHour" | "today" | "lastWeek" | "lastMonth"
  who?: Named
  operation?: string
  meeting?: Named
  object?: string
  refused?: boolean
}

const hours = { lastHour: 1, lastWeek: 7 * 24, lastMonth: 30 * 24 } as const
export const zone = Intl.DateTimeFormat().resolvedOptions().timeZone

/** As the contract asks for it. The moment is fixed when the condition is chosen, or the list would be read anew at every look. */
export function whereOf({ time, who, operation, meeting, object, refused }: Conditions, chosenAt: number) {
  const from = time === "today" ? instantAt(dayOf(new Date(chosenAt).toISOString(), zone), "00:00", zone) : undefined
  const since = time && time !== "today" ? new Date(chosenAt - hours[time] * 3_600_000).toISOString() : from
  return {
    ...(since ? { from: since } : {}),
    ...(who ? { actorId: who.key } : {}),
    ...(operation ? { operation } : {}),
    ...(meeting ? { inMeeting: meeting.key === "" ? null : meeting.key } : {}),
    ...(object ? { objectId: object } : {}),
    ...(refused ? { result: "refused" } : {}),
  }
}

export function useConditions(onChange: () => void) {
  const say = useWords(words)
  const [conditions, setAll] = useState<Conditions>({})
  const [chosenAt, setChosenAt] = useState(() => Date.now())
  const set = (change: Conditions) => {
    setAll((before) => ({ ...before, ...change }))
    setChosenAt(Date.now())
    onChange()
  }
  const { time, who, operation, meeting, object, refused } = conditions
  const chip = (key: keyof Conditions, what: string, value: string | undefined): Chip[] =>
    value === undefined ? [] : [{ key, label: say("condition", { what, value }), onRemove: () => set({ [key]: undefined }) }]
  const chips = [
    ...chip("time", say("time"), time && say(time)),
    ...chip("who", say("who"), who?.name),
    ...chip("operation", say("operation"), operation && nameOf(operation)),
    ...chip("meeting", say("meeting"), meeting?.name),
    ...chip("object", say("object"), object && `${object.slice(0, 8)}…`),
    ...chip("refused", say("result"), refused ? say("refused") : undefined),
  ]
  return { where: whereOf(conditions, chosenAt), chips, set }
}

export function AddCondition({ onSet }: { onSet: (change: Conditions) => void }) {
  const say = useWords(words)
  const meetings = useMeetingNames()
  const times = ["lastHour", "today", "lastWeek", "lastMonth"] as const
  const items: NonNullable<MenuProps["items"]> = [
    { key: "time", label: say("time"), children: times.map((time) => ({ key: time, label: say(time), onClick: () => onSet({ time }) })) },
    {
      key: "operation",
      label: say("module"),
      popupClassName: "audit-menu",
      children: modulesOf().map((module) => ({ key: module, label: nameOf(module), onClick: () => onSet({ operation: module }) })),
    },
    {
      key: "meeting",
      label: say("meeting"),
      popupClassName: "audit-menu",
      children: [
        { key: "none", label: say("noMeeting"), onClick: () => onSet({ meeting: { key: "", name: say("noMeeting") } }) },
        ...meetings.map(({ id, name }) => ({ key: id, label: name, onClick: () => onSet({ meeting: { key: id, name } }) })),
      ],
    },
    { key: "refused", label: say("onlyRefused"), onClick: () => onSet({ refused: true }) },
  ]
  return (
    <Dropdown menu={{ items }} trigger={["click"]}>
      <button type="button" className="quiet-link">
        {say("addCondition")}
      </button>
    </Dropdown>
  )
}
