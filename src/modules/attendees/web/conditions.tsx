/** The conditions of the list as chips; each can be taken off, and all are sent to the server. */
import { useState } from "react"
import { useRead } from "#web/api.ts"
import type { Chip } from "#web/ui/list.tsx"
import { useWords } from "#web/words.ts"
import { attendees, type Where } from "../contract.ts"
import { words as personWords } from "../person/words.ts"
import { words as reviewWords } from "../qualification/words.ts"
import { words } from "../words.ts"

export type Narrow = (change: Where) => void

function fromAddress(): Where {
  const asked = new URLSearchParams(globalThis.location?.search ?? "")
  const group = asked.get("group")
  return { ...(asked.get("sameName") === "true" ? { sameName: true } : {}), ...(group ? { groupId: group } : {}) }
}

export function useConditions(meetingId: string, onChange: () => void): { where: Where; chips: Chip[]; set: Narrow; replace: Narrow } {
  const say = useWords(words)
  const [where, setWhere] = useState<Where>(fromAddress)
  const own = useWords(personWords)
  const of = useWords(reviewWords)
  const delegations = useRead(attendees.delegations, { meetingId })
  const groups = useRead(attendees.groups, { meetingId })
  const set: Narrow = (change) => {
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
    ...chip("ethnicity", say("ethnicity"), where.ethnicity),
    ...chip("minority", say("minority"), undefined),
    ...chip("politics", own("politics"), where.politics),
    ...chip("education", own("education"), where.education),
    ...chip("age", say("age"), where.age && say(`age_${where.age}`)),
    ...chip("standing", of("qualification"), where.standing && of(`standing_${where.standing}`)),
    ...chip("lacks", say("lacks"), where.lacks && say(`lacks_${where.lacks}`)),
    ...chip("role", say("role"), where.role && say(where.role)),
    ...chip("sex", say("sex"), where.sex && say(where.sex)),
    ...chip("excused", say("onLeave"), undefined),
    ...chip("sameName", say("sameName"), undefined),
  ]
  const replace: Narrow = (next) => {
    setWhere(next)
    onChange()
  }
  return { where, chips, set, replace }
}
