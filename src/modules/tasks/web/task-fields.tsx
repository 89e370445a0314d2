import { AutoComplete, Button, Checkbox, Input, InputNumber, Select } from "antd"
import { addDays, daysBetween, shortDay, shortWeekday } from "#kernel/dates.ts"
import { ClockInput, DayInput } from "#modules/meetings/web/dates-fields.tsx"
import { Field, FieldGroup } from "#modules/meetings/web/field.tsx"
import { useRead } from "#web/api.ts"
import { useLocale, useWords } from "#web/words.ts"
import { type Progress, type Task, tasks } from "../contract.ts"
import { at } from "../placing/rules.ts"
import { restDay } from "../rules.ts"
import { Certainty, type TaskAnchor, Unit } from "../template/contract.ts"
import { words } from "../words.ts"
import { mostAway, type Spot } from "../writing/contract.ts"
import type { Draft } from "./draft.ts"

type FieldsProps = { draft: Draft; task: Task | undefined; spots: readonly Spot[]; progress: Progress; onChange: (draft: Draft) => void }

export function DraftFields({ draft, task, spots, progress, onChange }: FieldsProps) {
  const say = useWords(words)
  const set = (change: Partial<Draft>) => onChange({ ...draft, ...change })
  const locale = useLocale()
  const rest = restDay(draft.dueOn)
  const named = (of: Progress["stages"]) => of.map(({ name }) => ({ value: name }))
  return (
    <div className="fields">
      <Field label={say("title")}>
        <Input.TextArea autoSize maxLength={80} value={draft.title} onChange={(event) => set({ title: event.target.value })} />
      </Field>
      <Field label={say("stage")}>
        <AutoComplete style={{ width: "100%" }} value={draft.stage} options={named(progress.stages)} onChange={(stage) => set({ stage })} />
      </Field>
      <Field label={say("team")}>
        <AutoComplete style={{ width: "100%" }} value={draft.team} options={named(progress.teams)} onChange={(team) => set({ team })} />
      </Field>
      <HangFields draft={draft} task={task} spots={spots} progress={progress} onChange={onChange} />
      <Field label={say("startsOn")}>
        <DayInput value={draft.startsOn} max={draft.dueOn} onChange={(startsOn) => set({ startsOn })} />
      </Field>
      <Field
        label={say("dueOn")}
        note={rest === null ? null : say("onRestDay", { day: shortDay(draft.dueOn, locale), what: rest || shortWeekday(draft.dueOn, locale) })}
      >
        <DayInput
          value={draft.dueOn}
          onChange={(dueOn) => set({ dueOn, startsOn: addDays(draft.startsOn, daysBetween(draft.dueOn, dueOn)), isCounted: false })}
        />
      </Field>
      <ClockField draft={draft} set={set} />
    </div>
  )
}

function ClockField({ draft, set }: { draft: Draft; set: (change: Partial<Draft>) => void }) {
  const say = useWords(words)
  return (
    <FieldGroup label={say("clock")}>
      {draft.clock === null ? (
        <Button onClick={() => set({ clock: "17:00" })}>{say("setClock")}</Button>
      ) : (
        <span className="task-row">
          <ClockInput label={say("clock")} value={draft.clock} onChange={(clock) => set({ clock, isCounted: false })} />
          {draft.unit === "minute" ? null : <Button onClick={() => set({ clock: null, alarmMinutes: null })}>{say("noClock")}</Button>}
        </span>
      )}
      {draft.clock === null ? null : <AlarmField draft={draft} set={set} />}
    </FieldGroup>
  )
}

/** 到点前多少分钟未确认就报警; empty: no alarm. */
function AlarmField({ draft, set }: { draft: Draft; set: (change: Partial<Draft>) => void }) {
  const say = useWords(words)
  return (
    <span className="task-row">
      <InputNumber
        aria-label={say("alarmMinutes")}
        min={1}
        max={1440}
        precision={0}
        style={{ width: 96 }}
        value={draft.alarmMinutes}
        onChange={(alarmMinutes) => set({ alarmMinutes })}
      />
      <span className="none">{say("alarmNote")}</span>
    </span>
  )
}

/** Counted from what, how far: the day that follows is shown before it is saved. */
function HangFields({ draft, task, spots, onChange }: FieldsProps) {
  const say = useWords(words)
  const count = (change: Partial<Draft>) => {
    const asked = { ...draft, ...change }
    const most = mostAway[asked.unit]
    const next = { ...asked, offset: Math.min(Math.max(asked.offset, -most), most), isCounted: true }
    const spot = spots.find(({ anchor }) => anchor === next.anchor)
    if (!spot) return onChange({ ...next, isCounted: false })
    const { day, clock } = at(spot, next)
    onChange({ ...next, dueOn: day, clock, startsOn: addDays(day, -daysBetween(draft.startsOn, draft.dueOn)) })
  }
  const options = (kind: string, fits: (anchor: string) => boolean) => ({
    label: kind,
    options: spots
      .filter(({ anchor }) => fits(anchor) && anchor !== `task:${task?.id}`)
      .map(({ anchor, title }) => ({ value: anchor as string, label: title })),
  })
  const isCountedInMinutes = spots.find(({ anchor }) => anchor === draft.anchor)?.clock != null
  return (
    <FieldGroup label={say("hang")}>
      <Select
        aria-label={say("hang")}
        style={{ width: "100%" }}
        showSearch={{ optionFilterProp: "label" }}
        value={draft.anchor ?? ""}
        onChange={(anchor: string) =>
          count(anchor === "" ? { anchor: null } : { anchor: anchor as TaskAnchor, unit: draft.unit === "minute" ? "day" : draft.unit })
        }
        options={[
          { value: "", label: say("fixedDay") },
          options(say("meetingDays"), (anchor) => !anchor.includes(":")),
          options(say("session"), (anchor) => anchor.startsWith("session:")),
          options(say("tasks"), (anchor) => anchor.startsWith("task:")),
        ]}
      />
      {draft.anchor === null ? null : (
        <span className="task-row">
          <InputNumber aria-label={say("offset")} precision={0} value={draft.offset} onChange={(offset) => count({ offset: offset ?? 0 })} />
          <Select
            aria-label={say("unit")}
            style={{ width: 96 }}
            value={draft.unit}
            onChange={(unit: Unit) => count({ unit })}
            options={Unit.options.map((unit) => ({ value: unit, label: say(`unit.${unit}`), disabled: unit === "minute" && !isCountedInMinutes }))}
          />
          <span className="none">{say("offsetNote")}</span>
        </span>
      )}
    </FieldGroup>
  )
}

export function AlsoFields({ draft, task, spots, meetingId, onChange }: FieldsProps & { meetingId: string }) {
  const say = useWords(words)
  const set = (change: Partial<Draft>) => onChange({ ...draft, ...change })
  const people = useRead(tasks.people, { meetingId }).data ?? []
  const others = spots.filter(({ anchor }) => anchor.startsWith("task:") && anchor !== `task:${task?.id}`)
  const area = (key: "standard" | "contingency" | "notes", maxLength: number) => (
    <Input.TextArea autoSize maxLength={maxLength} value={draft[key]} onChange={(event) => set({ [key]: event.target.value })} />
  )
  const named = (owner: string) => set({ owner, ownerAccount: people.find(({ id }) => id === draft.ownerAccount)?.name === owner ? draft.ownerAccount : null })
  return (
    <div className="fields">
      <Field label={say("owner")}>
        <AutoComplete
          style={{ width: "100%" }}
          maxLength={40}
          value={draft.owner}
          showSearch={{ filterOption: (typed, option) => option?.label.includes(typed) ?? false }}
          options={people.map(({ id, name }) => ({ key: id, value: name, label: name }))}
          onChange={named}
          onSelect={(owner: string, option: { key: string }) => set({ owner, ownerAccount: option.key })}
        />
      </Field>
      <Field label={say("standard")}>{area("standard", 400)}</Field>
      <Field label={say("certainty")}>
        <Select
          aria-label={say("certainty")}
          style={{ width: "100%" }}
          value={draft.certainty ?? ""}
          onChange={(certainty: Certainty | "") => set({ certainty: certainty === "" ? null : certainty })}
          options={[
            { value: "" as Certainty | "", label: say("certainty.none") },
            ...Certainty.options.map((value) => ({ value, label: say(`certainty.${value}`) })),
          ]}
        />
      </Field>
      {draft.certainty === "unclear" || draft.contingency ? <Field label={say("contingency")}>{area("contingency", 1000)}</Field> : null}
      <Field label={say("waitsFor")}>
        <Select
          mode="multiple"
          aria-label={say("waitsFor")}
          style={{ width: "100%" }}
          showSearch={{ optionFilterProp: "label" }}
          value={draft.waitsFor}
          onChange={(waitsFor: string[]) => set({ waitsFor })}
          options={others.map(({ anchor, title }) => ({ value: anchor.slice(5), label: title }))}
        />
      </Field>
      <Field label={say("notes")}>{area("notes", 2000)}</Field>
      <Checkbox checked={draft.needsProofs} onChange={(event) => set({ needsProofs: event.target.checked })}>
        {say("needsProofs")}
      </Checkbox>
    </div>
  )
}
