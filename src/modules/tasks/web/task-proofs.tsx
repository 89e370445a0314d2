import { Button, Input } from "antd"
import { useState } from "react"
import { shortMoment } from "#kernel/dates.ts"
import { useCommand } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { Section, State } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { type Task, tasks } from "../contract.ts"
import { type Proof, ProofKind } from "../proofs/contract.ts"
import { words } from "../words.ts"

/** Each of the three says who saw to it and when; until all are there the task is not done. */
export function TaskProofs({ task, zone }: { task: Task; zone: string }) {
  const say = useWords(words)
  return (
    <Section title={say("proofs")} note={say("proofCount", { n: task.proofs.length })}>
      <ul className="task-proofs">
        {ProofKind.options.map((kind) => (
          <ProofLine key={kind} task={task} kind={kind} zone={zone} proof={task.proofs.find((proof) => proof.kind === kind)} />
        ))}
      </ul>
      <p className="field-note">{say("threeStops")}</p>
    </Section>
  )
}

function ProofLine({ task, kind, zone, proof }: { task: Task; kind: ProofKind; zone: string; proof: Proof | undefined }) {
  const say = useWords(words)
  const locale = useLocale()
  const { may } = useSession()
  const [note, setNote] = useState("")
  const { meetingId, id } = task
  const prove = useCommand(tasks.prove)
  const takeBack = useCommand(tasks.takeBackProof)
  const mayProve = may(tasks.prove.name, meetingId) && task.doneAt === null
  if (proof)
    return (
      <li>
        <State kind="ok">{say(`proof.${kind}`)}</State>
        <span className="task-proof-who">
          {`${proof.by} ${shortMoment(proof.at, zone, locale)}`}
          {proof.note ? <span className="task-proof-note">{proof.note}</span> : null}
        </span>
        {mayProve ? (
          <button type="button" className="quiet-link" disabled={takeBack.isPending} onClick={() => takeBack.mutate({ meetingId, id, kind })}>
            {say("takeBack")}
          </button>
        ) : null}
      </li>
    )
  return (
    <li>
      <span className="task-proof-kind">{say(`proof.${kind}`)}</span>
      {mayProve ? (
        <>
          <Input
            maxLength={200}
            value={note}
            aria-label={`${say(`proof.${kind}`)} ${say("notes")}`}
            placeholder={say("notes")}
            onChange={(event) => setNote(event.target.value)}
          />
          <Button loading={prove.isPending} onClick={() => prove.mutate({ meetingId, id, kind, note })}>
            {say("prove")}
          </Button>
        </>
      ) : null}
    </li>
  )
}
