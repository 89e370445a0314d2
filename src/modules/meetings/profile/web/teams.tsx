/** 工作班子 as a tree: 秘书处, 组, 小组, each with its leader and the unit that answers for it (BR-02). */
import { Button, Input } from "antd"
import { newId } from "#kernel/ids.ts"
import { Icon } from "#web/ui/icon.tsx"
import { Section } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import type { Team } from "../contract.ts"
import { treeOf } from "../rules.ts"
import { words } from "../words.ts"

type Props = { teams: Team[]; onChange: (teams: Team[]) => void }

export function Teams({ teams, onChange }: Props) {
  const say = useWords(words)
  const add = (parent: string | null) => onChange([...teams, { key: newId(), name: say("newTeam"), parent, leader: "", unit: "" }])
  return (
    <Section title={say("teams")} count={teams.length} action={<Button onClick={() => add(null)}>{say("addTop")}</Button>}>
      <ul className="profile-teams">
        {treeOf(teams).map((team) => (
          <TeamRow key={team.key} team={team} onAdd={() => add(team.key)} teams={teams} onChange={onChange} />
        ))}
      </ul>
    </Section>
  )
}

function TeamRow({ team: { depth, ...team }, teams, onChange, onAdd }: Props & { team: Team & { depth: number }; onAdd: () => void }) {
  const say = useWords(words)
  const set = (change: Partial<Team>) => onChange(teams.map((one) => (one.key === team.key ? { ...one, ...change } : one)))
  // what stood below it moves up to where it stood
  const remove = () => onChange(teams.filter(({ key }) => key !== team.key).map((one) => (one.parent === team.key ? { ...one, parent: team.parent } : one)))
  return (
    <li style={{ paddingLeft: depth * 24 }}>
      <Input aria-label={say("teamName")} maxLength={40} value={team.name} onChange={(event) => set({ name: event.target.value })} />
      <Input
        aria-label={say("leader")}
        placeholder={say("leader")}
        maxLength={60}
        value={team.leader}
        onChange={(event) => set({ leader: event.target.value })}
      />
      <Input aria-label={say("unit")} placeholder={say("unit")} maxLength={60} value={team.unit} onChange={(event) => set({ unit: event.target.value })} />
      <span>
        <button type="button" className="icon-button" aria-label={say("addBelow", { name: team.name })} onClick={onAdd}>
          <Icon name="plus" size={14} />
        </button>
        <button type="button" className="icon-button" aria-label={say("removeTeam", { name: team.name })} onClick={remove}>
          <Icon name="close" size={14} />
        </button>
      </span>
    </li>
  )
}
