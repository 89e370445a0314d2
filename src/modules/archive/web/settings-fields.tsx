/** 全宗号, 机构代码 and 年度: what every 档号 begins with. */
import { Button, Input, InputNumber } from "antd"
import { useState } from "react"
import { meetings } from "#modules/meetings/contract.ts"
import { Field } from "#modules/meetings/web/field.tsx"
import { useCommand, useRead } from "#web/api.ts"
import { tell } from "#web/tell.ts"
import { Drawer } from "#web/ui/drawer.tsx"
import { Busy, PageHead, Problem, Section } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { archive, Settings } from "../contract.ts"
import { codeOf } from "../rules.ts"
import { words } from "../words.ts"

type Typed = { fonds: string; section: string; year: number }
const readyOf = ({ fonds, section, year }: Typed) => Settings.safeParse({ fonds, section: section || null, year })

function useSettings(meetingId: string, first: Typed, onDone: () => void) {
  const say = useWords(words)
  const [typed, type] = useState(first)
  const done = () => {
    tell("ok", say("saved"))
    onDone()
  }
  const save = useCommand(archive.setSettings, { onDone: done })
  const ready = readyOf(typed)
  const button = (
    <Button type="primary" disabled={!ready.success} loading={save.isPending} onClick={() => ready.success && save.mutate({ meetingId, ...ready.data })}>
      {say("save")}
    </Button>
  )
  return { typed, type, button }
}

/** Instead of an empty list: nothing can be numbered before this is known. */
export function SettingsFields({ meetingId }: { meetingId: string }) {
  const meeting = useRead(meetings.get, { meetingId })
  if (!meeting.data) return meeting.error ? <Problem error={meeting.error} again={() => void meeting.refetch()} /> : <Busy />
  return <FirstSettings meetingId={meetingId} year={Number(meeting.data.endsOn.slice(0, 4))} />
}

/** A meeting's papers belong to the year it ended in. */
function FirstSettings({ meetingId, year }: { meetingId: string; year: number }) {
  const say = useWords(words)
  const { typed, type, button } = useSettings(meetingId, { fonds: "", section: "", year }, () => undefined)
  return (
    <>
      <PageHead title={say("archive")} />
      <div className="archive-settings">
        <p>{say("noSettings")}</p>
        <Section title={say("settings")}>
          <Fields typed={typed} onType={type} />
          {button}
        </Section>
      </div>
    </>
  )
}

export function SettingsDrawer({ meetingId, settings, onClose }: { meetingId: string; settings: Settings; onClose: () => void }) {
  const say = useWords(words)
  const { typed, type, button } = useSettings(meetingId, { ...settings, section: settings.section ?? "" }, onClose)
  const foot = (
    <>
      {button}
      <Button onClick={onClose}>{say("cancel")}</Button>
    </>
  )
  return (
    <Drawer title={say("settings")} onClose={onClose} foot={foot}>
      <Fields typed={typed} onType={type} />
    </Drawer>
  )
}

function Fields({ typed, onType }: { typed: Typed; onType: (typed: Typed) => void }) {
  const say = useWords(words)
  const ready = readyOf(typed)
  return (
    <div className="fields">
      <Field label={say("fonds")} note={say("fondsNote")}>
        <Input maxLength={4} style={{ width: 120 }} value={typed.fonds} onChange={(event) => onType({ ...typed, fonds: event.target.value.toUpperCase() })} />
      </Field>
      <Field label={say("section")} note={say("sectionNote")}>
        <Input
          maxLength={3}
          style={{ width: 120 }}
          value={typed.section}
          onChange={(event) => onType({ ...typed, section: event.target.value.toUpperCase() })}
        />
      </Field>
      <Field label={say("year")} note={ready.success ? say("example", { code: codeOf(ready.data, "Y", 1) }) : undefined}>
        <InputNumber min={1900} max={2999} style={{ width: 120 }} value={typed.year} onChange={(year) => onType({ ...typed, year: year ?? typed.year })} />
      </Field>
    </div>
  )
}
