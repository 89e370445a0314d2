/** 报批: whom each step asks, and after a return what was changed. */
import { Button, Input } from "antd"
import { useState } from "react"
import { approvals } from "#modules/approvals/contract.ts"
import { ChooseSteps, type Chosen, isChosen } from "#modules/approvals/web/people.tsx"
import { useCommand, useRead } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { tell } from "#web/tell.ts"
import { Drawer } from "#web/ui/drawer.tsx"
import { Busy } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { meetings } from "../../contract.ts"
import type { Scheme, Standing } from "../contract.ts"
import { isApproved } from "../rules.ts"
import { words } from "../words.ts"

type Props = { standing: Standing; scheme: Scheme; isDirty: boolean; onShow: (fresh: Standing) => void }

export function SubmitButton({ standing, scheme, isDirty, onShow }: Props) {
  const say = useWords(words)
  const { may } = useSession()
  const [isOpen, setOpen] = useState(false)
  const { approval, meetingId } = scheme
  if (isApproved(approval) || approval?.state === "running" || !may(meetings.submitScheme.name, meetingId)) return null
  return (
    <>
      <Button type={isDirty ? "default" : "primary"} disabled={isDirty} onClick={() => (standing.flowId ? setOpen(true) : tell("wrong", say("noFlow")))}>
        {say(approval?.state === "returned" ? "submitAgain" : "submit")}
      </Button>
      {isOpen && standing.flowId ? <SubmitDrawer scheme={scheme} flowId={standing.flowId} onShow={onShow} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

type DrawerProps = { scheme: Scheme; flowId: string; onShow: (fresh: Standing) => void; onClose: () => void }

function SubmitDrawer({ scheme: { meetingId, version, approval }, flowId, onShow, onClose }: DrawerProps) {
  const say = useWords(words)
  const choices = useRead(approvals.choices, {})
  const [chosen, setChosen] = useState<Chosen>([])
  const [note, setNote] = useState("")
  // what came back goes the same way again, to the same people
  const isAgain = approval?.state === "returned"
  const send = useCommand(meetings.submitScheme, {
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
      <Button type="primary" disabled={!isReady} loading={send.isPending} onClick={() => send.mutate({ meetingId, version, flowId, chosen, note })}>
        {say("submit")}
      </Button>
      <Button onClick={onClose}>{say("cancel")}</Button>
    </>
  )
  return (
    <Drawer title={flow?.name ?? say("submit")} onClose={onClose} foot={foot}>
      {!flow ? <Busy /> : null}
      <div className="scheme-submit">
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
