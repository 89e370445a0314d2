/** 审签: where the minutes stand on their way, and how they are sent on it. */
import { Button, Input } from "antd"
import { useState } from "react"
import { approvals } from "#modules/approvals/contract.ts"
import { ChooseSteps, type Chosen, isChosen } from "#modules/approvals/web/people.tsx"
import { useCommand, useRead } from "#web/api.ts"
import { Go } from "#web/nav.tsx"
import { useSession } from "#web/session.ts"
import { tell } from "#web/tell.ts"
import { Drawer } from "#web/ui/drawer.tsx"
import { Busy, State } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { type Minutes, minutes } from "../contract.ts"
import { words } from "../words.ts"

/** May the text become final as it stands? */
export const isFree = ({ requiredFlowId, approval }: Minutes): boolean =>
  approval?.state !== "running" && (requiredFlowId === null || (approval?.state === "approved" && approval.isOfThisText))

export function ApprovalFact({ base }: { base: Minutes }) {
  const say = useWords(words)
  const { approval } = base
  if (!approval || base.state === "final") return null
  const kind = approval.state === "approved" ? (approval.isOfThisText ? "ok" : "warning") : approval.state === "returned" ? "wrong" : "warning"
  const key = approval.state === "approved" && !approval.isOfThisText ? "changedSince" : approval.state
  return (
    <Go className="quiet-link" to={`/meetings/${base.meetingId}/approvals?open=${approval.id}`}>
      <State kind={kind}>{say(`approval.${key}`)}</State>
    </Go>
  )
}

export function SubmitButton({ base, isDirty, onShow }: { base: Minutes; isDirty: boolean; onShow: (fresh: Minutes) => void }) {
  const say = useWords(words)
  const { may } = useSession()
  const [isOpen, setOpen] = useState(false)
  if (!base.requiredFlowId || isFree(base) || base.approval?.state === "running" || !may(minutes.submitForApproval.name, base.meetingId)) return null
  return (
    <>
      <Button type={isDirty ? "default" : "primary"} disabled={isDirty} onClick={() => setOpen(true)}>
        {say("submit")}
      </Button>
      {isOpen ? <SubmitDrawer base={base} flowId={base.requiredFlowId} onShow={onShow} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

type DrawerProps = { base: Minutes; flowId: string; onShow: (fresh: Minutes) => void; onClose: () => void }

function SubmitDrawer({ base, flowId, onShow, onClose }: DrawerProps) {
  const say = useWords(words)
  const choices = useRead(approvals.choices, {})
  const [chosen, setChosen] = useState<Chosen>([])
  const [note, setNote] = useState("")
  // what came back goes the same way again, to the same people
  const isAgain = base.approval?.state === "returned"
  const send = useCommand(minutes.submitForApproval, {
    onDone: (fresh) => {
      tell("ok", say("submitted"))
      onShow(fresh)
      onClose()
    },
  })
  const flow = choices.data?.flows.find(({ id }) => id === flowId)
  const isReady = isAgain ? note.trim() !== "" : isChosen(flow, chosen)
  const foot = (
    <>
      <Button
        type="primary"
        disabled={!isReady}
        loading={send.isPending}
        onClick={() => send.mutate({ meetingId: base.meetingId, id: base.id, version: base.version, flowId, chosen, note })}
      >
        {say("submit")}
      </Button>
      <Button onClick={onClose}>{say("cancel")}</Button>
    </>
  )
  return (
    <Drawer title={flow?.name ?? say("submit")} onClose={onClose} foot={foot}>
      {!flow ? <Busy /> : null}
      <div className="minutes-submit">
        {flow && !isAgain ? <ChooseSteps flow={flow} chosen={chosen} onChange={setChosen} /> : null}
        <Input.TextArea
          aria-label={say("submitNote")}
          placeholder={say("submitNote")}
          autoSize={{ minRows: 2 }}
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
    </Drawer>
  )
}
