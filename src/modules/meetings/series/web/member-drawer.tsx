import { Button, Checkbox, Input, InputNumber, Select } from "antd"
import { type FormEvent, useState } from "react"
import { Drawer } from "#web/ui/drawer.tsx"
import { useWords } from "#web/words.ts"
import { Field } from "../../web/field.tsx"
import type { Member, SeriesPlan } from "../contract.ts"
import { words } from "../words.ts"

type MemberDrawerProps = {
  members: readonly Member[]
  /** Behind the last one: a new member. */
  at: number
  categories: SeriesPlan["categories"]
  isBusy: boolean
  onPut: (members: readonly Member[]) => void
  onClose: () => void
}

/** There is one chair: whoever is given it takes it from the other. */
const withOneChair = (members: readonly Member[], at: number): Member[] =>
  members[at]?.isChair ? members.map((member, place) => ({ ...member, isChair: place === at })) : [...members]

export function MemberDrawer({ members, at, categories, isBusy, onPut, onClose }: MemberDrawerProps) {
  const say = useWords(words)
  const first = categories[0]
  const blank: Member = { name: "", unit: "", post: "", rank: at + 1, category: first?.key ?? "", isChair: false, mayVote: first?.mayVote ?? false }
  const [member, setMember] = useState<Member>(members[at] ?? blank)
  const set = (change: Partial<Member>) => setMember({ ...member, ...change })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onPut(withOneChair([...members.slice(0, at), member, ...members.slice(at + 1)], at))
  }
  const line = (field: "name" | "unit" | "post", label: string, max: number) => (
    <Field label={label}>
      <Input required={field === "name"} aria-label={label} maxLength={max} value={member[field]} onChange={(event) => set({ [field]: event.target.value })} />
    </Field>
  )
  return (
    <Drawer title={member.name || say("addMember")} onClose={onClose}>
      <form className="fields" onSubmit={submit}>
        {line("name", say("memberName"), 40)}
        {line("unit", say("memberUnit"), 200)}
        {line("post", say("memberPost"), 300)}
        <Field label={say("memberRank")}>
          <InputNumber min={1} max={99_999} precision={0} aria-label={say("memberRank")} value={member.rank} onChange={(rank) => set({ rank })} />
        </Field>
        <Field label={say("memberCategory")}>
          <Select
            style={{ width: "100%" }}
            aria-label={say("memberCategory")}
            value={member.category}
            options={categories.map(({ key, name }) => ({ value: key, label: name }))}
            onChange={(category) => set({ category, mayVote: categories.find(({ key }) => key === category)?.mayVote ?? false })}
          />
        </Field>
        <Checkbox checked={member.mayVote} onChange={(event) => set({ mayVote: event.target.checked })}>
          {say("memberVote")}
        </Checkbox>
        <Checkbox checked={member.isChair} onChange={(event) => set({ isChair: event.target.checked })}>
          {say("memberChair")}
        </Checkbox>
        <div className="new-foot">
          <Button type="primary" htmlType="submit" loading={isBusy} disabled={!member.name.trim()}>
            {say("saveMember")}
          </Button>
          {members[at] ? (
            <Button disabled={isBusy} onClick={() => onPut(members.filter((_, place) => place !== at))}>
              {say("removeMember")}
            </Button>
          ) : null}
        </div>
      </form>
    </Drawer>
  )
}
