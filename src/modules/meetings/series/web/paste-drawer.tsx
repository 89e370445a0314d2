import { Button, Input } from "antd"
import { useState } from "react"
import { Drawer } from "#web/ui/drawer.tsx"
import { useWords } from "#web/words.ts"
import type { Member, SeriesPlan } from "../contract.ts"
import { membersIn } from "../members/rules.ts"
import { words } from "../words.ts"

type PasteDrawerProps = { plan: SeriesPlan; isBusy: boolean; onPut: (members: readonly Member[]) => void; onClose: () => void }

export function PasteDrawer({ plan: { members, categories }, isBusy, onPut, onClose }: PasteDrawerProps) {
  const say = useWords(words)
  const [typed, setTyped] = useState("")
  const fresh = membersIn(typed, categories)
  const count = fresh.members.length
  const behind = () => membersIn(typed, categories, members.length).members
  return (
    <Drawer title={say("paste")} onClose={onClose}>
      <div className="fields">
        <p className="field-note">{say("pasteNote")}</p>
        <Input.TextArea
          autoFocus
          rows={12}
          aria-label={say("pasteHere")}
          placeholder={say("pasteHere")}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        {count ? <p role="status">{say("pasted", { count })}</p> : null}
        {fresh.unknown.length ? (
          <p className="field-note is-wrong">{say("pastedUnknown", { names: fresh.unknown.join(say("pause")), category: categories[0]?.name ?? "" })}</p>
        ) : null}
        <div className="new-foot">
          <Button type="primary" loading={isBusy} disabled={count === 0} onClick={() => onPut(members.length ? [...members, ...behind()] : fresh.members)}>
            {say("pasteAdd")}
          </Button>
          {members.length ? (
            <Button disabled={count === 0 || isBusy} onClick={() => onPut(fresh.members)}>
              {say("pasteReplace")}
            </Button>
          ) : null}
        </div>
      </div>
    </Drawer>
  )
}
