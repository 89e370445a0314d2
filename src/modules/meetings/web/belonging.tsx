/** 归属: the unit that holds the meeting and the series it is one of. */
import { Button, Input, Select } from "antd"
import { useState } from "react"
import { units } from "#modules/units/contract.ts"
import { useCommand, useRead } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { tell } from "#web/tell.ts"
import { Section } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { type Meeting, meetings } from "../contract.ts"
import { words } from "../series/words.ts"
import { Field } from "./field.tsx"

export type Place = { unitId: string | null; seriesId: string | null }

/** Nothing for those who may not see the units of the house. */
export function useMayPlace(): boolean {
  const { may } = useSession()
  return may(units.list.name) && may(meetings.series.name)
}

/** The unit alone, for what is made before it has a series. */
export function BelongingUnit({ value, onChange }: { value: string | null; onChange: (unitId: string | null) => void }) {
  const say = useWords(words)
  const list = useRead(units.list, {})
  return (
    <Field label={say("unit")}>
      <Select
        style={{ width: "100%" }}
        showSearch={{ optionFilterProp: "label" }}
        aria-label={say("unit")}
        value={value ?? ""}
        options={[{ value: "", label: say("noUnit") }, ...(list.data ?? []).map((unit) => ({ value: unit.id as string, label: unit.name }))]}
        onChange={(id) => onChange(id || null)}
      />
    </Field>
  )
}

export function BelongingFields({ value, onChange }: { value: Place; onChange: (value: Place) => void }) {
  const say = useWords(words)
  const { may } = useSession()
  const series = useRead(meetings.series, {})
  const [name, setName] = useState("")
  const add = useCommand(meetings.addSeries, {
    onDone: ({ id }) => {
      onChange({ ...value, seriesId: id })
      setName("")
    },
  })
  const fitting = (series.data ?? []).filter(({ unitId }) => unitId === null || unitId === value.unitId || value.unitId === null)
  return (
    <>
      <BelongingUnit value={value.unitId} onChange={(unitId) => onChange({ unitId, seriesId: null })} />
      <Field label={say("series")} note={say("why")}>
        <Select
          style={{ width: "100%" }}
          showSearch={{ optionFilterProp: "label" }}
          aria-label={say("series")}
          value={value.seriesId ?? ""}
          options={[{ value: "", label: say("noSeries") }, ...fitting.map((one) => ({ value: one.id as string, label: one.name }))]}
          onChange={(id) => onChange({ ...value, seriesId: id || null })}
        />
      </Field>
      {may(meetings.addSeries.name) ? (
        <Field label="">
          <Input value={name} maxLength={60} aria-label={say("newSeries")} placeholder={say("newSeries")} onChange={(event) => setName(event.target.value)} />
          <Button htmlType="button" loading={add.isPending} disabled={!name.trim()} onClick={() => add.mutate({ unitId: value.unitId, name })}>
            {say("addSeries")}
          </Button>
        </Field>
      ) : null}
    </>
  )
}

export function BelongingSection({ meeting }: { meeting: Meeting }) {
  const say = useWords(words)
  const [value, setValue] = useState<Place>({ unitId: meeting.unitId, seriesId: meeting.seriesId })
  const place = useCommand(meetings.place, { onDone: () => tell("ok", say("saved")) })
  const isSame = value.unitId === meeting.unitId && value.seriesId === meeting.seriesId
  return (
    <Section title={say("belonging")}>
      <div className="fields">
        <BelongingFields value={value} onChange={setValue} />
        <div className="new-foot">
          <Button loading={place.isPending} disabled={isSame} onClick={() => place.mutate({ meetingId: meeting.id, version: meeting.version, ...value })}>
            {say("save")}
          </Button>
        </div>
      </div>
    </Section>
  )
}
