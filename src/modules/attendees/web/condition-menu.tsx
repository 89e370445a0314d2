/** 加条件: what the list can be narrowed by, each with the values there are. */
import { Dropdown, type MenuProps } from "antd"
import { useRead } from "#web/api.ts"
import { useWords } from "#web/words.ts"
import { Age, attendees, Lacking, type Where } from "../contract.ts"
import ethnicities from "../data/ethnicities.json" with { type: "json" }
import usual from "../data/usual.json" with { type: "json" }
import { Role } from "../person/contract.ts"
import { words as personWords } from "../person/words.ts"
import { Standing } from "../qualification/contract.ts"
import { words as reviewWords } from "../qualification/words.ts"
import { words } from "../words.ts"
import type { Narrow } from "./conditions.tsx"

type Items = NonNullable<MenuProps["items"]>
type MenuOf = { meetingId: string; where: Where; onSet: Narrow }

export function AddCondition({ meetingId, where, onSet }: MenuOf) {
  const say = useWords(words)
  const places = usePlaces(meetingId, onSet)
  const people = usePeople(onSet)
  const items: Items = [
    ...places,
    ...people,
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

/** `values`: what stands in the menu, and what it sets. A long menu scrolls. */
const choice = (key: string, label: string, values: readonly (readonly [string, () => void])[]): Items =>
  values.length === 0
    ? []
    : [{ key, label, popupClassName: "roster-menu", children: values.map(([value, onClick], at) => ({ key: `${key} ${at}`, label: value, onClick })) }]

/** Where somebody belongs in this meeting. */
function usePlaces(meetingId: string, onSet: Narrow): Items {
  const say = useWords(words)
  const own = useWords(personWords)
  const categories = useRead(attendees.categories, { meetingId })
  const delegations = useRead(attendees.delegations, { meetingId })
  const groups = useRead(attendees.groups, { meetingId })
  const hotels = [...new Set((delegations.data ?? []).flatMap(({ hotel }) => hotel || []))]
  return [
    ...choice("category", say("category"), categories.data?.map(({ name, count }) => [`${name} ${count}`, () => onSet({ category: name })]) ?? []),
    ...choice("delegation", say("delegation"), delegations.data?.map(({ id, name, count }) => [`${name} ${count}`, () => onSet({ delegationId: id })]) ?? []),
    ...choice(
      "role",
      say("role"),
      Role.options.map((role) => [say(role), () => onSet({ role })]),
    ),
    ...choice(
      "group",
      own("group_id"),
      groups.data?.map(({ id, name, delegation, count }) => [`${delegation ?? ""}${name} ${count}`, () => onSet({ groupId: id })]) ?? [],
    ),
    ...choice(
      "hotel",
      own("hotel"),
      hotels.map((hotel) => [hotel, () => onSet({ hotel })]),
    ),
  ]
}

/** Who somebody is, and what is still lacking of him. */
function usePeople(onSet: Narrow): Items {
  const say = useWords(words)
  const own = useWords(personWords)
  const of = useWords(reviewWords)
  const peoples: [string, () => void][] = ethnicities.names.map((ethnicity) => [ethnicity, () => onSet({ ethnicity, minority: undefined })])
  return [
    ...choice(
      "sex",
      say("sex"),
      (["male", "female"] as const).map((sex) => [say(sex), () => onSet({ sex })]),
    ),
    ...choice("ethnicity", say("ethnicity"), [[say("minority"), () => onSet({ minority: true, ethnicity: undefined })], ...peoples]),
    ...choice(
      "age",
      say("age"),
      Age.options.map((age) => [say(`age_${age}`), () => onSet({ age })]),
    ),
    ...choice(
      "education",
      own("education"),
      usual.education.map((education) => [education, () => onSet({ education })]),
    ),
    ...choice(
      "politics",
      own("politics"),
      usual.politics.map((politics) => [politics, () => onSet({ politics })]),
    ),
    ...choice(
      "standing",
      of("qualification"),
      Standing.options.map((standing) => [of(`standing_${standing}`), () => onSet({ standing })]),
    ),
    ...choice(
      "lacks",
      say("lacks"),
      Lacking.options.map((lacks) => [say(`lacks_${lacks}`), () => onSet({ lacks })]),
    ),
  ]
}
