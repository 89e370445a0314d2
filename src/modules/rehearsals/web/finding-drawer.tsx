import { Button, Input, Segmented } from "antd"
import { longDay } from "#kernel/dates.ts"
import { Field } from "#modules/meetings/web/field.tsx"
import { useCommand } from "#web/api.ts"
import { Go } from "#web/nav.tsx"
import { useSession } from "#web/session.ts"
import { Overtaken, useDraft } from "#web/ui/draft.tsx"
import { Drawer } from "#web/ui/drawer.tsx"
import { Facts, Section } from "#web/ui/page.tsx"
import { useSafely } from "#web/unsaved.ts"
import { useLocale, useWords } from "#web/words.ts"
import { rehearsals } from "../contract.ts"
import { type Finding, Severity } from "../findings/contract.ts"
import { words } from "../words.ts"
import { FindingState } from "./findings.tsx"
import { MendForm } from "./mend-form.tsx"
import { Photo } from "./photo.tsx"

type DrawerProps = { finding: Finding; position: { n: number; total: number }; onClose: () => void; onUp?: () => void; onDown?: () => void }

export function FindingDrawer({ finding, position, ...moves }: DrawerProps) {
  const say = useWords(words)
  const { may } = useSession()
  const { meetingId, id } = finding
  const safely = useSafely()
  const { base, draft, setDraft, keep, renew, isDirty } = useDraft(finding, ({ text, severity }) => ({ text, severity }))
  const edit = useCommand(rehearsals.editFinding, { onDone: keep })
  const remove = useCommand(rehearsals.removeFinding, { onDone: moves.onClose })
  const mayEdit = may(rehearsals.editFinding.name, meetingId)
  const isMended = finding.task !== null || finding.settledAt !== null
  const foot = mayEdit ? (
    <>
      <Button
        disabled={!isDirty || draft.text.trim() === ""}
        loading={edit.isPending}
        onClick={() => edit.mutate({ meetingId, id, version: base.version, ...draft })}
      >
        {say("save")}
      </Button>
      {isMended || !may(rehearsals.removeFinding.name, meetingId) ? null : (
        <Button loading={remove.isPending} onClick={() => remove.mutate({ meetingId, id })}>
          {say("remove")}
        </Button>
      )}
    </>
  ) : null
  return (
    <Drawer title={say("position", position)} foot={foot} {...moves} onClose={() => safely(moves.onClose)}>
      <Overtaken renew={renew} />
      <div className="fields">
        <Field label={say("finding")}>
          <Input.TextArea
            autoSize
            disabled={!mayEdit}
            maxLength={400}
            value={draft.text}
            onChange={(event) => setDraft({ ...draft, text: event.target.value })}
          />
        </Field>
        <Field label={say("severity")}>
          <Segmented<Severity>
            disabled={!mayEdit}
            value={draft.severity}
            onChange={(severity) => setDraft({ ...draft, severity })}
            options={Severity.options.map((value) => ({ value, label: say(`severity.${value}`) }))}
          />
        </Field>
      </div>
      <Facts
        rows={[
          [say("session"), `${finding.script} · ${say("walkNumber", { number: finding.number })}`],
          [say("role"), say(`role.${finding.role}`)],
          [say("line"), finding.about || say("whole")],
          [say("foundBy"), finding.foundBy],
        ]}
      />
      <Photo finding={finding} />
      <Mending finding={finding} />
    </Drawer>
  )
}

/** A task once it is one; until then two ways out: a task, or settled on the spot. */
function Mending({ finding }: { finding: Finding }) {
  const say = useWords(words)
  const locale = useLocale()
  const { may } = useSession()
  const { meetingId, id, task } = finding
  const unsettle = useCommand(rehearsals.unsettle)
  if (finding.settledAt)
    return (
      <Section title={say("settled")}>
        <p>{say("settledBy", { outcome: finding.outcome, who: finding.settledBy })}</p>
        {may(rehearsals.unsettle.name, meetingId) ? (
          <Button loading={unsettle.isPending} onClick={() => unsettle.mutate({ meetingId, id })}>
            {say("unsettle")}
          </Button>
        ) : null}
      </Section>
    )
  if (task)
    return (
      <Section title={say("task")}>
        <Facts
          rows={[
            [
              say("task"),
              <Go key="task" className="quiet-link" to={`/meetings/${meetingId}/tasks?find=${encodeURIComponent(task.title)}`}>
                {task.title}
              </Go>,
            ],
            [say("owner"), task.owner || null],
            [say("dueOn"), longDay(task.dueOn, locale)],
            [say("state"), <FindingState key="state" finding={finding} />],
          ]}
        />
      </Section>
    )
  return <MendForm finding={finding} />
}
