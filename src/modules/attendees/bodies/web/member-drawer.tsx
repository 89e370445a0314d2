import { Button, Checkbox, Input, Radio, Select } from "antd"
import { useState } from "react"
import { Field } from "#modules/meetings/web/field.tsx"
import { useCommand } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { tell } from "#web/tell.ts"
import { Facts, Section, State } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { attendees } from "../../contract.ts"
import { unitAndPost } from "../../rules.ts"
import { type Member, MemberRole } from "../members/contract.ts"
import { words } from "../words.ts"

type DrawerProps = { meetingId: string; bodyId: string; member: Member }

export function MemberDrawer({ meetingId, bodyId, member }: DrawerProps) {
  const say = useWords(words)
  const { may } = useSession()
  const [isEditing, setEditing] = useState(false)
  const edit =
    may(attendees.setMember.name, meetingId) && !isEditing ? (
      <button type="button" className="quiet-link" onClick={() => setEditing(true)}>
        {say("edit")}
      </button>
    ) : undefined
  const { name, delegation, category, role, mayVote, mayElect, reason, qualified, excused, votes } = member
  const yes = (isSo: boolean) => (isSo ? <State kind="ok">{say(reason ? "byHand" : "byRule")}</State> : <State kind="quiet">{say("noRights")}</State>)
  return (
    <>
      <h2 className="drawer-name">{name}</h2>
      <p className="rows-quiet">{[category, delegation, unitAndPost(member)].filter(Boolean).join(" · ")}</p>
      <Section title={say("rights")} action={edit}>
        {isEditing ? (
          <EditMember meetingId={meetingId} bodyId={bodyId} member={member} onClose={() => setEditing(false)} />
        ) : (
          <Facts
            rows={[
              [say("role"), say(`role_${role}`)],
              [say("mayVote"), yes(mayVote && qualified)],
              [say("mayElect"), yes(mayElect && qualified)],
              reason ? [say("reason"), reason] : null,
              votes === null ? null : [say("votes"), votes],
              excused
                ? [
                    say("onLeave"),
                    <State key="leave" kind="quiet">
                      {say("onLeave")}
                    </State>,
                  ]
                : null,
              [
                say("status"),
                qualified ? (
                  say("statusYes")
                ) : (
                  <State key="status" kind="warning">
                    {say("statusNot")}
                  </State>
                ),
              ],
            ]}
          />
        )}
      </Section>
    </>
  )
}

function EditMember({ meetingId, bodyId, member, onClose }: DrawerProps & { onClose: () => void }) {
  const say = useWords(words)
  const [role, setRole] = useState(member.role)
  const [rights, setRights] = useState(member.reason === null ? null : { mayVote: member.mayVote, mayElect: member.mayElect, reason: member.reason })
  const save = useCommand(attendees.setMember, {
    onDone: ({ name }) => {
      tell("ok", say("saved", { name }))
      onClose()
    },
  })
  const byHand = rights ?? { mayVote: member.mayVote, mayElect: member.mayElect, reason: "" }
  const set = (change: Partial<typeof byHand>) => setRights({ ...byHand, ...change })
  return (
    <div className="fields">
      <Field label={say("role")}>
        <Select
          aria-label={say("role")}
          value={role}
          options={MemberRole.options.map((value) => ({ value, label: say(`role_${value}`) }))}
          onChange={setRole}
        />
      </Field>
      <Radio.Group
        aria-label={say("rights")}
        value={rights ? "hand" : "rule"}
        options={[
          { value: "rule", label: say("byRule") },
          { value: "hand", label: say("byHand") },
        ]}
        onChange={(event) => (event.target.value === "hand" ? setRights(byHand) : setRights(null))}
      />
      {rights ? (
        <>
          <Checkbox checked={rights.mayVote} onChange={(event) => set({ mayVote: event.target.checked })}>
            {say("mayVote")}
          </Checkbox>
          <Checkbox checked={rights.mayElect} onChange={(event) => set({ mayElect: event.target.checked })}>
            {say("mayElect")}
          </Checkbox>
          <Field label={say("reason")}>
            <Input maxLength={100} value={rights.reason} onChange={(event) => set({ reason: event.target.value })} />
          </Field>
        </>
      ) : null}
      <div className="form-foot">
        <Button
          type="primary"
          disabled={rights !== null && rights.reason.trim() === ""}
          loading={save.isPending}
          onClick={() => save.mutate({ meetingId, id: bodyId, attendeeId: member.attendeeId, role, rights })}
        >
          {say("save")}
        </Button>
        <Button onClick={onClose}>{say("cancel")}</Button>
      </div>
    </div>
  )
}
