/** 个人信息: what is held about the people of this meeting, why, until when, and who looked. */
import { Button, Input, InputNumber, Select } from "antd"
import { useState } from "react"
import { longDay, shortDay, shortMoment } from "#kernel/dates.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { useCommand, useRead } from "#web/api.ts"
import type { PageProps } from "#web/pages.ts"
import { useSession } from "#web/session.ts"
import { Busy, PageHead, Problem, Section } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { attendees } from "../contract.ts"
import { Basis, type PrivacyField } from "../privacy/contract.ts"
import { words } from "../privacy/words.ts"
import { useFieldName } from "./person-past.tsx"
import "./roster.css"

export function Page({ meetingId }: PageProps) {
  const say = useWords(words)
  const { may } = useSession()
  const fields = useRead(attendees.privacy, { meetingId })
  if (fields.error) return <Problem error={fields.error} again={() => void fields.refetch()} />
  if (!fields.data) return <Busy />
  return (
    <div className="privacy-page">
      <PageHead title={say("privacy")} />
      <p className="privacy-intro">{say("intro")}</p>
      {/* wider than a phone: scrolled by itself, by keys too */}
      <div className="privacy-scroll" tabIndex={fields.data.length > 0 ? 0 : undefined}>
        <table className="rows">
          <thead>
            <tr>
              {(["item", "purpose", "basis", "mayShow", "held", "deleteOn", "gone"] as const).map((key) => (
                <th key={key} scope="col">
                  {say(key)}
                </th>
              ))}
              <th>
                <span className="visually-hidden">{say("edit")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {fields.data.map((field) => (
              <FieldRow key={`${field.field} ${field.version}`} meetingId={meetingId} field={field} />
            ))}
          </tbody>
        </table>
      </div>
      {may(attendees.seen.name, meetingId) ? <SeenList meetingId={meetingId} /> : null}
    </div>
  )
}

function FieldRow({ meetingId, field }: { meetingId: string; field: PrivacyField }) {
  const say = useWords(words)
  const locale = useLocale()
  const name = useFieldName(meetingId)
  const { may } = useSession()
  const [isEditing, setEditing] = useState(false)
  if (isEditing) return <EditRow meetingId={meetingId} field={field} onClose={() => setEditing(false)} />
  const { held, consented, withdrawn, gone, roles, basis } = field
  const isCovered = field.name !== null || ["phone", "idNumber", "birth"].includes(field.field)
  const who = isCovered ? roles.join("、") || say("nobody") : say("onList")
  const consent = [consented > 0 && say("consentedOf", { consented }), withdrawn > 0 && say("withdrawnOf", { withdrawn })].filter(Boolean).join("，")
  return (
    <tr>
      <th scope="row">{name(field.field)}</th>
      <td className="privacy-text">{field.purpose}</td>
      <td>{say(`basis_${basis}`)}</td>
      <td className="privacy-text">{who}</td>
      <td>
        {say("heldOf", { held: held.toLocaleString("en-US") })}
        {consent ? <small className="privacy-small">{consent}</small> : null}
      </td>
      <td>
        {longDay(field.deleteOn, locale)}
        <small className="privacy-small">{say("daysAfter", { days: field.keepDays })}</small>
      </td>
      <td>{gone ? say(`gone_${gone.why}`, { day: shortDay(gone.at.slice(0, 10), locale), count: gone.count }) : <span className="none">—</span>}</td>
      <td>
        {may(attendees.setPrivacy.name, meetingId) ? (
          <button type="button" className="quiet-link" aria-label={`${say("edit")} ${name(field.field)}`} onClick={() => setEditing(true)}>
            {say("edit")}
          </button>
        ) : null}
      </td>
    </tr>
  )
}

function EditRow({ meetingId, field, onClose }: { meetingId: string; field: PrivacyField; onClose: () => void }) {
  const say = useWords(words)
  const name = useFieldName(meetingId)
  const [purpose, setPurpose] = useState(field.purpose)
  const [basis, setBasis] = useState<Basis>(field.basis)
  const [keepDays, setKeepDays] = useState(field.keepDays)
  const save = useCommand(attendees.setPrivacy, { onDone: onClose })
  const send = () => save.mutate({ meetingId, field: field.field, purpose, basis, keepDays, version: field.version })
  return (
    <tr>
      <th scope="row">{name(field.field)}</th>
      <td colSpan={7}>
        <div className="privacy-edit">
          <Input autoFocus aria-label={say("purpose")} maxLength={100} value={purpose} onChange={(event) => setPurpose(event.target.value)} />
          <Select
            aria-label={say("basis")}
            className="groups-by"
            value={basis}
            options={Basis.options.map((value) => ({ value, label: say(`basis_${value}`) }))}
            onChange={setBasis}
          />
          <InputNumber aria-label={say("keepDays")} min={0} max={field.longest} precision={0} value={keepDays} onChange={(value) => setKeepDays(value ?? 0)} />
          <span className="rows-quiet">{say("longest", { days: field.longest })}</span>
          <Button type="primary" disabled={purpose.trim() === ""} loading={save.isPending} onClick={send}>
            {say("save")}
          </Button>
          <Button onClick={onClose}>{say("cancel")}</Button>
        </div>
      </td>
    </tr>
  )
}

function SeenList({ meetingId }: { meetingId: string }) {
  const say = useWords(words)
  const locale = useLocale()
  const name = useFieldName(meetingId)
  const meeting = useRead(meetings.get, { meetingId })
  const seen = useRead(attendees.seen, { meetingId, size: 100 })
  const rows = seen.data?.rows ?? []
  return (
    <Section title={say("seen")} count={seen.data?.total}>
      {seen.data && rows.length === 0 ? <p className="rows-quiet">{say("seenNone")}</p> : null}
      {rows.length > 0 ? (
        <div className="privacy-scroll" tabIndex={rows.length > 0 ? 0 : undefined}>
          <table className="rows">
            <thead>
              <tr>
                {(["seenWhen", "seenBy", "seenWhom", "item", "seenFor"] as const).map((key) => (
                  <th key={key} scope="col">
                    {say(key)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <td>{shortMoment(row.at, meeting.data?.zone ?? "Asia/Shanghai", locale)}</td>
                  <td>{row.by}</td>
                  <td>{row.people > 1 ? say("seenMany", { name: row.name, n: row.people.toLocaleString(locale) }) : row.name}</td>
                  <td>{name(row.field)}</td>
                  <td className="privacy-text">{row.purpose}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </Section>
  )
}
