import { Checkbox, Select } from "antd"
import { useEffect, useState } from "react"
import { Icon } from "#web/ui/icon.tsx"
import { useWords } from "#web/words.ts"
import { type Filter, type Progress, TaskState } from "../contract.ts"
import { Certainty } from "../template/contract.ts"
import { words } from "../words.ts"

export type Condition = { find: string; stage: string; team: string; state: TaskState | ""; mine: boolean; certainty: Certainty | "" }
export type Conditions = { now: Condition; set(change: Partial<Condition>): void; clear(): void }

export const unfiltered: Condition = { find: "", stage: "", team: "", state: "", mine: false, certainty: "" }

/** A link from the overview says what to show: ?state=late. */
function fromAddress(): Condition {
  const asked = new URLSearchParams(globalThis.location?.search ?? "")
  const state = TaskState.safeParse(asked.get("state"))
  return {
    ...unfiltered,
    find: asked.get("find") ?? "",
    stage: asked.get("stage") ?? "",
    state: state.success ? state.data : "",
    mine: asked.get("mine") === "1",
  }
}

export function useCondition(): Conditions {
  const [now, setNow] = useState(fromAddress)
  return { now, set: (change) => setNow((before) => ({ ...before, ...change })), clear: () => setNow(unfiltered) }
}

/** Only what narrows goes into the question. */
export function inQuery({ find, stage, team, state, mine, certainty }: Condition): Omit<Filter, "meetingId"> {
  return {
    find: find || undefined,
    stage: stage || undefined,
    team: team || undefined,
    state: state || undefined,
    mine: mine || undefined,
    certainty: certainty || undefined,
  }
}

export function FilterBar({ condition, progress }: { condition: Conditions; progress: Progress }) {
  const say = useWords(words)
  const { now, set } = condition
  const [typed, setTyped] = useState(now.find)
  useEffect(() => {
    const timer = setTimeout(() => {
      if (typed.trim() !== now.find) set({ find: typed.trim() })
    }, 200)
    return () => clearTimeout(timer)
  }, [typed, now.find, set])
  useEffect(() => setTyped(now.find), [now.find])
  const parts = (all: string, of: Progress["stages"]) => [
    { value: "", label: all },
    ...of.map(({ name, total }) => ({ value: name, label: `${name} ${total}` })),
  ]
  const states = (["due", "late", "today", "open", "done"] as const).map((state) => ({ value: state as TaskState | "", label: say(state) }))
  return (
    <div className="list-tools task-tools">
      <label className="list-search">
        <Icon name="search" />
        <input type="search" value={typed} placeholder={say("search")} aria-label={say("search")} onChange={(event) => setTyped(event.target.value)} />
      </label>
      <Select
        aria-label={say("stage")}
        style={{ width: 168 }}
        value={now.stage}
        options={parts(say("allStages"), progress.stages)}
        onChange={(stage) => set({ stage })}
      />
      <Select
        aria-label={say("team")}
        style={{ width: 128 }}
        value={now.team}
        options={parts(say("allTeams"), progress.teams)}
        onChange={(team) => set({ team })}
      />
      <Select
        aria-label={say("state")}
        style={{ width: 128 }}
        value={now.state}
        options={[{ value: "" as TaskState | "", label: say("allStates") }, ...states]}
        onChange={(state) => set({ state })}
      />
      <Select
        aria-label={say("certainty")}
        style={{ width: 128 }}
        value={now.certainty}
        options={[
          { value: "" as Certainty | "", label: say("allCertainties") },
          ...Certainty.options.map((value) => ({ value, label: say(`certainty.${value}`) })),
        ]}
        onChange={(certainty) => set({ certainty })}
      />
      <Checkbox style={{ whiteSpace: "nowrap" }} checked={now.mine} onChange={(event) => set({ mine: event.target.checked })}>
        {say("mine")}
      </Checkbox>
      <span className="list-of-all task-sum">{say("legalCount", { legal: progress.legal, total: progress.total })}</span>
    </div>
  )
}
