import { Button, Checkbox, Input } from "antd"
import { useState } from "react"
import { useCommand, useRead } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { Icon } from "#web/ui/icon.tsx"
import { Section } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import type { Category } from "../bodies/contract.ts"
import { attendees } from "../contract.ts"
import { words } from "../groups/words.ts"
import { words as common } from "../words.ts"

type Making = Pick<Category, "name" | "mayVote" | "unitSeat">

export function Categories({ meetingId }: { meetingId: string }) {
  const say = useWords(words)
  const { may } = useSession()
  const categories = useRead(attendees.categories, { meetingId })
  const order = useCommand(attendees.orderCategories)
  const add = useCommand(attendees.addCategory)
  const all = categories.data ?? []
  const move = (at: number, by: number) => {
    const keys = all.map(({ key }) => key)
    keys.splice(at + by, 0, ...keys.splice(at, 1))
    order.mutate({ meetingId, keys })
  }
  const mayOrder = may(attendees.orderCategories.name, meetingId) && !order.isPending
  return (
    <Section title={say("categories")} count={all.length}>
      {all.map((category, at) => (
        <CategoryLine
          key={category.key}
          meetingId={meetingId}
          category={category}
          onUp={mayOrder && at > 0 ? () => move(at, -1) : undefined}
          onDown={mayOrder && at < all.length - 1 ? () => move(at, 1) : undefined}
        />
      ))}
      {may(attendees.addCategory.name, meetingId) ? (
        <Edit key={all.length} verb={say("addCategory")} isBusy={add.isPending} onSave={(making) => add.mutate({ meetingId, ...making })} />
      ) : null}
    </Section>
  )
}

type LineProps = { meetingId: string; category: Category; onUp: (() => void) | undefined; onDown: (() => void) | undefined }
function CategoryLine({ meetingId, category, onUp, onDown }: LineProps) {
  const say = useWords(words)
  const own = useWords(common)
  const { may } = useSession()
  const [isEditing, setEditing] = useState(false)
  const edit = useCommand(attendees.editCategory, { onDone: () => setEditing(false) })
  const remove = useCommand(attendees.removeCategory)
  const { key, name, mayVote, unitSeat, count } = category
  if (isEditing)
    return (
      <Edit
        now={category}
        verb={own("save")}
        isBusy={edit.isPending}
        onSave={(making) => edit.mutate({ meetingId, key, ...making })}
        onClose={() => setEditing(false)}
      />
    )
  return (
    <div className="line delegation-line">
      <span className="line-grow">
        {name}
        <small>{[mayVote && say("mayVote"), unitSeat && say("unitSeat")].filter(Boolean).join("，")}</small>
      </span>
      <strong className="delegation-count">{count.toLocaleString("en-US")}</strong>
      <button type="button" className="icon-button" aria-label={`${own("moveUp")} ${name}`} disabled={!onUp} onClick={onUp}>
        <Icon name="up" />
      </button>
      <button type="button" className="icon-button" aria-label={`${own("moveDown")} ${name}`} disabled={!onDown} onClick={onDown}>
        <Icon name="down" />
      </button>
      {may(attendees.editCategory.name, meetingId) ? (
        <button type="button" className="quiet-link" onClick={() => setEditing(true)}>
          {own("edit")}
        </button>
      ) : null}
      {count === 0 && may(attendees.removeCategory.name, meetingId) ? (
        <button type="button" className="quiet-link" disabled={remove.isPending} onClick={() => remove.mutate({ meetingId, key })}>
          {own("remove")}
        </button>
      ) : may(attendees.removeCategory.name, meetingId) ? (
        <span className="quiet-link category-kept" aria-hidden="true">
          {own("remove")}
        </span>
      ) : null}
    </div>
  )
}

type EditProps = { now?: Making; verb: string; isBusy: boolean; onSave: (making: Making) => void; onClose?: () => void }
function Edit({ now, verb, isBusy, onSave, onClose }: EditProps) {
  const say = useWords(words)
  const own = useWords(common)
  const [name, setName] = useState(now?.name ?? "")
  const [mayVote, setMayVote] = useState(now?.mayVote ?? false)
  const [unitSeat, setUnitSeat] = useState(now?.unitSeat ?? false)
  const send = () => name.trim() && onSave({ name, mayVote, unitSeat })
  return (
    <div className="line">
      <Input
        className="delegations-new"
        aria-label={say("newCategory")}
        placeholder={say("newCategory")}
        maxLength={20}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onPressEnter={send}
      />
      <Checkbox checked={mayVote} disabled={unitSeat} onChange={(event) => setMayVote(event.target.checked)}>
        {say("mayVote")}
      </Checkbox>
      <Checkbox checked={unitSeat} disabled={mayVote} onChange={(event) => setUnitSeat(event.target.checked)}>
        <span title={say("unitSeatHint")}>{say("unitSeat")}</span>
      </Checkbox>
      <Button type={now ? "primary" : "default"} disabled={name.trim() === ""} loading={isBusy} onClick={send}>
        {verb}
      </Button>
      {onClose ? <Button onClick={onClose}>{own("cancel")}</Button> : null}
    </div>
  )
}
