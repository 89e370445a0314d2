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
  const { may } = useSession()
  const { meetingId } = task
  const prove = useCommand(tasks.prove)
  const takeBack = useCommand(tasks.takeBackProof)
  return (
    <Section title={say("proofs")} note={say("proofCount", { n: task.proofs.length })}>
      <ProofLines task={task} zone={zone} by={may(tasks.prove.name, meetingId) ? { prove, takeBack, mayTakeBack: () => true } : undefined} />
      <p className="field-note">{say("threeStops")}</p>
    </Section>
  )
}

type Proved = { meetingId: string; id: string; kind: ProofKind }
type Command<Input> = { isPending: boolean; mutate: (input: Input) => void }
type By = { prove: Command<Proved & { note: string }>; takeBack: Command<Proved>; mayTakeBack: (proof: Proof) => boolean }
type LinesProps = { task: Task; zone: string; by: By | undefined }

/** `by` undefined, or the task done: they are only read. */
export function ProofLines({ task, zone, by }: LinesProps) {
  return (
    <ul className="task-proofs">
      {ProofKind.options.map((kind) => (
        <ProofLine key={kind} task={task} kind={kind} zone={zone} by={task.doneAt === null ? by : undefined} />
      ))}
    </ul>
  )
}

function ProofLine({ task: { meetingId, id, proofs }, kind, zone, by }: LinesProps & { kind: ProofKind }) {
  const say = useWords(words)
  const locale = useLocale()
  const [note, setNote] = useState("")
  const proof = proofs.find((one) => one.kind === kind)
  if (proof)
    return (
      <li>
        <State kind="ok">{say(`proof.${kind}`)}</State>
        <span className="task-proof-who">
          {`${proof.by} ${shortMoment(proof.at, zone, locale)}`}
          {proof.note ? <span className="task-proof-note">{proof.note}</span> : null}
        </span>
        {by?.mayTakeBack(proof) ? (
          <button type="button" className="quiet-link" disabled={by.takeBack.isPending} onClick={() => by.takeBack.mutate({ meetingId, id, kind })}>
            {say("takeBack")}
          </button>
        ) : null}
      </li>
    )
  return (
    <li>
      <span className="task-proof-kind">{say(`proof.${kind}`)}</span>
      {by ? (
        <>
          <Input
            maxLength={200}
            value={note}
            aria-label={`${say(`proof.${kind}`)} ${say("notes")}`}
            placeholder={say("notes")}
            onChange={(event) => setNote(event.target.value)}
          />
          <Button
            aria-label={`${say("prove")} ${say(`proof.${kind}`)}`}
            loading={by.prove.isPending}
            onClick={() => by.prove.mutate({ meetingId, id, kind, note })}
          >
            {say("prove")}
          </Button>
        </>
      ) : null}
    </li>
  )
}
