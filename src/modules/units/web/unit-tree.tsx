/** The tree of units: only the lines in sight are drawn, so that five thousand scroll like fifty. Arrow keys walk, open and close it. */
import { type KeyboardEvent, type MouseEvent, type RefObject, useEffect, useMemo, useRef, useState } from "react"
import { Icon } from "#web/ui/icon.tsx"
import { useWords } from "#web/words.ts"
import type { Unit } from "../contract.ts"
import { inTree } from "../rules.ts"
import { words } from "../words.ts"

const lineHeight = 32
/** Lines drawn above and below the window, so that a quick wheel never shows a gap. */
const spare = 12
type Line = Unit & { depth: number; below: number }

/** Those whose parents are all open. A search opens everything it found. */
function visible(all: readonly Line[], open: ReadonlySet<string>, isFound: boolean): Line[] {
  if (isFound) return [...all]
  let closedAt = Number.POSITIVE_INFINITY
  return all.filter((line) => {
    if (line.depth > closedAt) return false
    closedAt = line.below > 0 && !open.has(line.id) ? line.depth : Number.POSITIVE_INFINITY
    return true
  })
}

type TreeProps = { all: readonly Unit[]; isFound: boolean; chosen: string | undefined; onChoose: (id: string | undefined) => void }

export function UnitTree({ all, isFound, chosen, onChoose }: TreeProps) {
  const say = useWords(words)
  const lines = useMemo(() => inTree(all), [all])
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set())
  // a small house is seen as a whole, a large one from its top
  const open = useMemo(() => new Set([...opened, ...(lines.length <= 60 ? lines.map(({ id }) => id) : []), ...above(lines, chosen)]), [opened, lines, chosen])
  const [shut, setShut] = useState<ReadonlySet<string>>(new Set())
  const really = useMemo(() => new Set([...open].filter((id) => !shut.has(id))), [open, shut])
  const shown = visible(lines, really, isFound)
  const box = useRef<HTMLDivElement>(null)
  const { from, to, onScroll } = useWindow(box, shown.length)
  const toggle = (id: string, isOpen: boolean) => {
    setOpened((now) => (isOpen ? new Set([...now, id]) : now))
    setShut((now) => new Set(isOpen ? [...now].filter((one) => one !== id) : [...now, id]))
  }
  const walk = (event: KeyboardEvent) => step(event, { shown, chosen, opened: really, toggle, onChoose, box: box.current })
  const click = (event: MouseEvent) => {
    const line = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-unit]") : null
    const id = line?.dataset.unit
    if (!id) return
    if (event.target instanceof Element && event.target.closest(".tree-mark[data-open]")) toggle(id, !really.has(id))
    else onChoose(id)
  }
  return (
    <div
      ref={box}
      className="tree"
      role="tree"
      tabIndex={0}
      aria-label={say("tree")}
      aria-activedescendant={chosen && `unit-${chosen}`}
      onScroll={onScroll}
      onKeyDown={walk}
      onClick={click}
    >
      <div role="presentation" style={{ height: shown.length * lineHeight, paddingTop: from * lineHeight }}>
        {shown.slice(from, to).map((line) => (
          <TreeLine key={line.id} line={line} isOpen={isFound || really.has(line.id)} isChosen={line.id === chosen} />
        ))}
      </div>
    </div>
  )
}

function above(lines: readonly Line[], id: string | undefined): string[] {
  const byId = new Map(lines.map((line) => [line.id, line]))
  const out: string[] = []
  for (let up = byId.get(byId.get(id ?? "")?.parentId ?? ""); up; up = byId.get(up.parentId ?? "")) out.push(up.id)
  return out
}

function useWindow(box: RefObject<HTMLDivElement | null>, count: number) {
  const [top, setTop] = useState(0)
  const [height, setHeight] = useState(800)
  useEffect(() => {
    const seen = box.current
    if (!seen) return
    const watch = new ResizeObserver(() => setHeight(seen.clientHeight))
    watch.observe(seen)
    return () => watch.disconnect()
  }, [box])
  const from = Math.max(0, Math.min(count, Math.floor(top / lineHeight)) - spare)
  return { from, to: Math.min(count, from + Math.ceil(height / lineHeight) + 2 * spare), onScroll: () => setTop(box.current?.scrollTop ?? 0) }
}

/** Clicks and keys belong to the tree: it alone holds the focus, whichever lines are drawn. */
function TreeLine({ line, isOpen, isChosen }: { line: Line; isOpen: boolean; isChosen: boolean }) {
  const say = useWords(words)
  const isParent = line.below > 0
  return (
    <div
      id={`unit-${line.id}`}
      data-unit={line.id}
      className="tree-line"
      role="treeitem"
      tabIndex={-1}
      aria-level={line.depth + 1}
      aria-selected={isChosen}
      aria-expanded={isParent ? isOpen : undefined}
      style={{ paddingLeft: 4 + line.depth * 16 }}
    >
      <span className="tree-mark" data-open={isParent ? isOpen : undefined} title={isParent ? say(isOpen ? "shut" : "open", { name: line.name }) : undefined}>
        {isParent ? <Icon name={isOpen ? "down" : "right"} size={12} /> : null}
      </span>
      <span className="tree-name" title={line.name}>
        {line.shortName || line.name}
      </span>
      {line.closed ? <span className="tree-quiet">{say("closed")}</span> : line.people > 0 ? <span className="tree-quiet">{line.people}</span> : null}
    </div>
  )
}

type Toggle = (id: string, isOpen: boolean) => void
type Walking = {
  shown: readonly Line[]
  chosen: string | undefined
  opened: ReadonlySet<string>
  toggle: Toggle
  onChoose: TreeProps["onChoose"]
  box: HTMLElement | null
}

/** Right opens, then goes in; left shuts, then goes out. */
function target(key: string, { shown, chosen, opened, toggle }: Walking): number | "done" | undefined {
  const at = shown.findIndex(({ id }) => id === chosen)
  const line = shown[at]
  const isOpen = line !== undefined && line.below > 0 && opened.has(line.id)
  if (key === "ArrowDown") return at + 1
  if (key === "ArrowUp") return Math.max(0, at - 1)
  if (key === "Home") return 0
  if (key === "End") return shown.length - 1
  if (!line || (key !== "ArrowRight" && key !== "ArrowLeft")) return undefined
  if (key === "ArrowRight" ? line.below > 0 && !isOpen : isOpen) {
    toggle(line.id, key === "ArrowRight")
    return "done"
  }
  return key === "ArrowRight" ? (isOpen ? at + 1 : "done") : shown.findIndex(({ id }) => id === line.parentId)
}

function step(event: KeyboardEvent, walking: Walking): void {
  const to = target(event.key, walking)
  if (to === undefined) return
  event.preventDefault()
  const { shown, onChoose, box } = walking
  const next = to === "done" ? undefined : shown[Math.min(shown.length - 1, to)]
  if (!next) return
  onChoose(next.id)
  const top = shown.indexOf(next) * lineHeight
  if (box && (top < box.scrollTop || top + lineHeight > box.scrollTop + box.clientHeight)) box.scrollTop = top - box.clientHeight / 2
}
