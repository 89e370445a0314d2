import { Button, Checkbox, Input, Select } from "antd"
import { useState } from "react"
import { Field } from "#modules/meetings/web/field.tsx"
import { useCommand, useRead } from "#web/api.ts"
import { tell } from "#web/tell.ts"
import { Drawer } from "#web/ui/drawer.tsx"
import { useWords } from "#web/words.ts"
import { attendees } from "../../contract.ts"
import { type Body, BodyKind } from "../contract.ts"
import { kindByName, usualQuorum } from "../rules.ts"
import { words } from "../words.ts"
import { Elected, type Voted } from "./elected.tsx"
import { QuorumFields, type Rule } from "./quorum-fields.tsx"

const ways = ["hand", "follow", "elected"] as const
type Way = (typeof ways)[number]
type Draft = Rule & {
  name: string
  kind: BodyKind
  way: Way
  categories: string[]
  delegationId: string | null
  qualified: boolean
  source: string
  elected: Voted[]
  /** Chosen by hand: the name no longer decides. */
  isKindChosen: boolean
  isRuleChosen: boolean
}

const first: Draft = {
  name: "",
  kind: "presidium",
  way: "hand",
  categories: [],
  delegationId: null,
  qualified: false,
  source: "",
  elected: [],
  ...usualQuorum("presidium"),
  isKindChosen: false,
  isRuleChosen: false,
}

/** The name tells the kind, the kind the quorum, until somebody says otherwise. */
function followed(draft: Draft, change: Partial<Draft>): Draft {
  const next = { ...draft, ...change }
  const kind = next.isKindChosen ? next.kind : (kindByName(next.name) ?? next.kind)
  return { ...next, kind, ...(next.isRuleChosen || kind === draft.kind ? {} : usualQuorum(kind)) }
}

const isWhole = ({ name, way, categories, source, elected }: Draft): boolean =>
  name.trim() !== "" && (way !== "follow" || categories.length > 0) && (way !== "elected" || (source.trim() !== "" && elected.length > 0))

export function NewBody({ meetingId, onClose, onMade }: { meetingId: string; onClose: () => void; onMade: (body: Body) => void }) {
  const say = useWords(words)
  const [draft, setDraft] = useState(first)
  const set = (change: Partial<Draft>) => setDraft(followed(draft, change))
  const done = {
    onDone: (body: Body) => {
      tell("ok", say("made", { name: body.name }))
      onMade(body)
    },
  }
  const add = useCommand(attendees.addBody, done)
  const addElected = useCommand(attendees.addElected, done)
  const { name, kind, quorum, basis, way, categories, delegationId, qualified, source, elected } = draft
  const save = () => {
    const making = { meetingId, name, kind, quorum, basis }
    if (way === "elected")
      return addElected.mutate({ ...making, source, elected: elected.map(({ value, votes, alternate }) => ({ attendeeId: value, votes, alternate })) })
    return add.mutate({ ...making, qualified: way === "follow" && qualified, follows: way === "follow" ? { categories, delegationId } : null })
  }
  const foot = (
    <>
      <Button type="primary" disabled={!isWhole(draft)} loading={add.isPending || addElected.isPending} onClick={save}>
        {say("save")}
      </Button>
      <Button onClick={onClose}>{say("cancel")}</Button>
    </>
  )
  return (
    <Drawer title={say("addTitle")} onClose={onClose} foot={foot}>
      <div className="fields">
        <Field label={say("name")}>
          <Input autoFocus maxLength={40} value={name} onChange={(event) => set({ name: event.target.value })} />
        </Field>
        <Field label={say("kind")}>
          <Select
            aria-label={say("kind")}
            value={kind}
            options={BodyKind.options.map((value) => ({ value, label: say(`kind_${value}`) }))}
            onChange={(next) => set({ kind: next, isKindChosen: true })}
          />
        </Field>
        <Field label={say("belongs")}>
          <Select
            aria-label={say("belongs")}
            value={way}
            options={ways.map((value) => ({ value, label: say(value === "hand" ? "belongsHand" : value === "follow" ? "belongsFollow" : "belongsElected") }))}
            onChange={(next) => set({ way: next })}
          />
        </Field>
        {way === "follow" ? <Follows meetingId={meetingId} draft={draft} set={set} /> : null}
        {way === "elected" ? (
          <Field label={say("source")}>
            <Input maxLength={60} placeholder={say("sourceHint")} value={source} onChange={(event) => set({ source: event.target.value })} />
          </Field>
        ) : null}
        {way === "elected" ? <Elected meetingId={meetingId} elected={elected} onChange={(next) => set({ elected: next })} /> : null}
        <QuorumFields rule={draft} onChange={(rule) => set({ ...rule, isRuleChosen: true })} />
      </div>
    </Drawer>
  )
}

function Follows({ meetingId, draft, set }: { meetingId: string; draft: Draft; set: (change: Partial<Draft>) => void }) {
  const say = useWords(words)
  const categories = useRead(attendees.categories, { meetingId })
  const delegations = useRead(attendees.delegations, { meetingId })
  return (
    <>
      <Field label={say("categories")}>
        <Select
          aria-label={say("categories")}
          mode="multiple"
          value={draft.categories}
          options={categories.data?.map(({ name }) => ({ value: name, label: name })) ?? []}
          onChange={(next) => set({ categories: next })}
        />
      </Field>
      <Field label={say("delegation")}>
        <Select
          aria-label={say("delegation")}
          value={draft.delegationId ?? ""}
          options={[{ value: "", label: say("everywhere") }, ...(delegations.data ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
          onChange={(id) => set({ delegationId: id || null })}
        />
      </Field>
      <Checkbox checked={draft.qualified} onChange={(event) => set({ qualified: event.target.checked })}>
        {say("qualified")}
      </Checkbox>
      <p className="field-hint">{say("qualifiedHint")}</p>
    </>
  )
}
