/** One approval: what is decided on, the way so far, and the opinion. */
import { App, Button } from "antd"
import { officeZone, shortMoment } from "#kernel/dates.ts"
import { call, useCommand, useRead } from "#web/api.ts"
import { Go, useGo } from "#web/nav.tsx"
import { tell } from "#web/tell.ts"
import { Icon } from "#web/ui/icon.tsx"
import { JobButton } from "#web/ui/job.tsx"
import { Busy, Facts, Problem, Section } from "#web/ui/page.tsx"
import { fetchBy } from "#web/ui/ticket.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { type Approval, approvals, type Round } from "../contract.ts"
import { words } from "../words.ts"
import { Decide } from "./decide.tsx"
import { ApprovalState } from "./state.tsx"
import { Way } from "./way.tsx"

export function ApprovalDrawer({ id, onDecided }: { id: string; onDecided: () => void }) {
  const read = useRead(approvals.get, { id })
  if (!read.data) return read.error ? <Problem error={read.error} again={() => void read.refetch()} /> : <Busy />
  return <Shown approval={read.data} onDecided={onDecided} />
}

function Shown({ approval, onDecided }: { approval: Approval; onDecided: () => void }) {
  const say = useWords(words)
  const locale = useLocale()
  const { subject, meetingId } = approval
  const path = meetingId ? `/meetings/${meetingId}/${subject.path}` : `/${subject.path}`
  return (
    <div className="approval">
      <h2 className="approval-title">{subject.title}</h2>
      <Facts
        rows={[
          [say("stateOf"), <ApprovalState key="state" line={approval} />],
          [say("flow"), say("flowVersion", { name: approval.flow.name, version: Math.max(1, approval.flow.version) })],
          [say("submittedBy"), `${approval.submittedBy} ${shortMoment(approval.submittedAt, officeZone, locale)}`],
          approval.dueAt ? [say("due"), `${shortMoment(approval.dueAt, officeZone, locale)}${approval.isLate ? ` ${say("isLate")}` : ""}`] : null,
        ]}
      />
      {subject.kind === "request" ? null : (
        <Go className="quiet-link" to={path}>
          {say("openSubject", { kind: say(`kind.${subject.kind}`) })}
        </Go>
      )}
      <Rounds approval={approval} />
      <Section title={say("way")}>
        <Way approval={approval} />
      </Section>
      <OwnActs approval={approval} />
      {approval.may.decide ? <Decide key={approval.version} approval={approval} onDecided={onDecided} /> : null}
    </div>
  )
}

function Rounds({ approval }: { approval: Approval }) {
  const say = useWords(words)
  const earlier = approval.rounds.slice(0, -1)
  const last = approval.rounds.at(-1)
  return (
    <Section title={say("laid")} note={approval.round > 1 ? say("round", { n: approval.round }) : undefined}>
      {last ? <Laid approvalId={approval.id} round={last} /> : null}
      {earlier.map((round) => (
        <details key={round.round} className="approval-earlier">
          <summary>{say("round", { n: round.round })}</summary>
          <Laid approvalId={approval.id} round={round} />
        </details>
      ))}
    </Section>
  )
}

function Laid({ approvalId, round }: { approvalId: string; round: Round }) {
  const say = useWords(words)
  return (
    <div className="approval-laid">
      {round.note ? (
        <p className="approval-changed">
          <strong>{say("changed")}</strong> {round.note}
        </p>
      ) : null}
      <p className="approval-body">{round.body || <span className="none">{say("noBody")}</span>}</p>
      {round.files.map((file) => (
        <button
          type="button"
          key={file.id}
          className="approval-file"
          onClick={() => void fetchBy(call(approvals.fileTicket, { id: approvalId, fileId: file.id }))}
        >
          <Icon name="file" />
          <span>{file.name}</span>
          <Icon name="download" />
        </button>
      ))}
      <p className="approval-print" title={round.sha256}>
        {say("fingerprint")} {round.sha256.slice(0, 16)}
      </p>
    </div>
  )
}

function OwnActs({ approval }: { approval: Approval }) {
  const say = useWords(words)
  const go = useGo()
  const { modal } = App.useApp()
  const { id, version, may } = approval
  const withdraw = useCommand(approvals.withdraw)
  const urge = useCommand(approvals.urge, { onDone: () => tell("ok", say("urged")) })
  const ask = () =>
    modal.confirm({
      title: say("withdraw"),
      content: say("withdrawAsk"),
      okText: say("withdraw"),
      cancelText: say("cancel"),
      icon: null,
      centered: true,
      onOk: () => withdraw.mutate({ id, version, opinion: "" }),
    })
  return (
    <div className="approval-own">
      {may.change ? (
        <Button type="primary" onClick={() => go(`/approvals/new?change=${id}`)}>
          {say("change")}
        </Button>
      ) : null}
      {may.urge ? (
        <Button loading={urge.isPending} onClick={() => urge.mutate({ id })}>
          {say("urge")}
        </Button>
      ) : null}
      {may.withdraw ? (
        <Button loading={withdraw.isPending} onClick={ask}>
          {say("withdraw")}
        </Button>
      ) : null}
      <JobButton label={say("print")} start={() => call(approvals.print, { id })} />
    </div>
  )
}
