import { Input, Radio, Select } from "antd"
import { useState } from "react"
import { call, useRead } from "#web/api.ts"
import { JobButton } from "#web/ui/job.tsx"
import { useWords } from "#web/words.ts"
import { type LinkCounts, notices, type Whom } from "../contract.ts"
import { words } from "../words.ts"

const choices = ["withoutLink", "unopened", "all"] as const

export function IssueLinks({ meetingId, counts }: { meetingId: string; counts: LinkCounts | undefined }) {
  const say = useWords(words)
  const written = useRead(notices.list, { meetingId })
  const [whom, setWhom] = useState<Whom>("withoutLink")
  const [delegationId, setDelegation] = useState<string | null>(null)
  const [noticeId, setNotice] = useState<string | null>(null)
  const [origin, setOrigin] = useState(location.origin)
  const scope = delegationId === null ? counts : counts?.delegations.find(({ id }) => id === delegationId)
  const people = scope ? { withoutLink: scope.people - scope.issued, unopened: scope.people - scope.opened, all: scope.people } : undefined
  const isAway = /^https?:\/\/(localhost|127\.|\[::1\])/.test(origin)
  return (
    <div className="notice-form">
      <Radio.Group value={whom} onChange={(event) => setWhom(event.target.value as Whom)} className="notice-choices">
        {choices.map((choice) => (
          <Radio key={choice} value={choice}>
            {say(choice, { n: people?.[choice] ?? 0 })}
          </Radio>
        ))}
      </Radio.Group>
      <label htmlFor="links-delegation">{say("delegation")}</label>
      <Select
        id="links-delegation"
        className="notice-wide"
        value={delegationId}
        onChange={setDelegation}
        options={[
          { value: null, label: say("everyDelegation") },
          ...(counts?.delegations ?? []).flatMap(({ id, name }) => (id ? [{ value: id, label: name }] : [])),
        ]}
      />
      <label htmlFor="links-notice">{say("withNotice")}</label>
      <Select
        id="links-notice"
        className="notice-wide"
        value={noticeId}
        onChange={setNotice}
        options={[{ value: null, label: say("withoutNotice") }, ...(written.data ?? []).map(({ id, title }) => ({ value: id, label: title }))]}
      />
      <label htmlFor="links-origin">{say("origin")}</label>
      <Input id="links-origin" className="notice-wide" value={origin} onChange={(event) => setOrigin(event.target.value)} />
      {isAway ? <p className="notice-warning">{say("originIsLocal")}</p> : null}
      <p>{say(whom === "withoutLink" ? "issueEffect" : "issueAgainEffect")}</p>
      <JobButton
        primary
        label={say("makeSheet", { n: people?.[whom] ?? 0 })}
        disabled={people?.[whom] === 0}
        start={() => call(notices.issueLinks, { meetingId, whom, delegationId, noticeId, origin })}
      />
    </div>
  )
}
