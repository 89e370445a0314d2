/** The body, paragraph by paragraph. Its numbering says its level; a line break begins a new one. */
import { Input, Select } from "antd"
import { useRef } from "react"
import type { Paragraph } from "#kernel/official.ts"
import { Icon } from "#web/ui/icon.tsx"
import { useWords } from "#web/words.ts"
import { levelOf } from "../rules.ts"
import { words } from "../words.ts"

const levels = [0, 1, 2, 3, 4] as const
export function Paragraphs({ body, onChange }: { body: Paragraph[]; onChange: (body: Paragraph[]) => void }) {
  const list = useRef<HTMLOListElement>(null)
  const focus = (at: number) => requestAnimationFrame(() => list.current?.querySelectorAll("textarea")[at]?.focus())
  const put = (at: number, count: number, ...fresh: Paragraph[]) => onChange(body.toSpliced(at, count, ...fresh))
  const type = (at: number, typed: string) => {
    const before = body[at]
    if (!before) return
    const [first = "", ...rest] = typed.split("\n")
    // a number typed at the beginning sets the level, taking it off sets it back; a level chosen by hand stays
    const level = levelOf(first) === levelOf(before.text) ? before.level : levelOf(first)
    put(at, 1, { level, text: first }, ...rest.map((text) => ({ level: levelOf(text), text })))
    if (rest.length > 0) focus(at + rest.length)
  }
  const remove = (at: number) => {
    if (body.length === 1) return
    put(at, 1)
    focus(Math.max(0, at - 1))
  }
  return (
    <ol className="minutes-paragraphs" ref={list}>
      {body.map((paragraph, at) => (
        <Line
          // biome-ignore lint/suspicious/noArrayIndexKey: a paragraph has no other identity than its place
          key={at}
          place={at}
          paragraph={paragraph}
          onType={(typed) => type(at, typed)}
          onLevel={(level) => put(at, 1, { ...paragraph, level })}
          onAdd={() => {
            put(at + 1, 0, { level: 0, text: "" })
            focus(at + 1)
          }}
          onRemove={() => remove(at)}
        />
      ))}
    </ol>
  )
}

type LineProps = {
  place: number
  paragraph: Paragraph
  onType: (typed: string) => void
  onLevel: (level: number) => void
  onAdd: () => void
  onRemove: () => void
}

function Line({ place, paragraph, onType, onLevel, onAdd, onRemove }: LineProps) {
  const say = useWords(words)
  return (
    <li data-level={paragraph.level}>
      <Select
        size="small"
        variant="borderless"
        aria-label={say("level")}
        popupMatchSelectWidth={false}
        value={paragraph.level}
        options={levels.map((level) => ({ value: level as number, label: say(`level.${level}`) }))}
        onChange={onLevel}
      />
      <Input.TextArea
        autoSize
        variant="borderless"
        aria-label={say("paragraph", { n: place + 1 })}
        value={paragraph.text}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Backspace" || paragraph.text !== "") return
          event.preventDefault()
          onRemove()
        }}
      />
      <span className="minutes-line-acts">
        <button type="button" className="icon-button" aria-label={say("addBelow")} onClick={onAdd}>
          <Icon name="plus" size={14} />
        </button>
        <button type="button" className="icon-button" aria-label={say("removeParagraph")} onClick={onRemove}>
          <Icon name="close" size={14} />
        </button>
      </span>
    </li>
  )
}
