/** Whether anything may go out before the scheme is approved; who lets it says why. */
import { Button, Checkbox, Input } from "antd"
import { useState } from "react"
import { officeZone, shortMoment } from "#kernel/dates.ts"
import { useCommand, useRead } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { tell } from "#web/tell.ts"
import { useLocale, useWords } from "#web/words.ts"
import { meetings } from "../../contract.ts"
import { useUndo } from "../../doings/web/use-undo.ts"
import type { Standing } from "../contract.ts"
import { words } from "../words.ts"

export function Required({ meetingId, standing: { isRequired, waived } }: { meetingId: string; standing: Standing }) {
  const say = useWords(words)
  const locale = useLocale()
  const { may } = useSession()
  const undoOf = useUndo(meetingId)
  const [why, setWhy] = useState<string>()
  const require = useCommand(meetings.requireScheme, {
    onDone: (done) => {
      setWhy(undefined)
      tell("ok", say(done.isRequired ? "requiredNow" : "waivedNow"), undoOf(done))
    },
  })
  const toggle = () => (isRequired ? setWhy(why === undefined ? "" : undefined) : require.mutate({ meetingId, isRequired: true }))
  const zone = useRead(meetings.get, { meetingId }).data?.zone ?? officeZone
  return (
    <div className="scheme-required">
      <Checkbox checked={isRequired} disabled={require.isPending || !may(meetings.requireScheme.name, meetingId)} onChange={toggle}>
        {say("required")}
      </Checkbox>
      {why === undefined ? null : (
        <form
          className="scheme-why"
          onSubmit={(event) => {
            event.preventDefault()
            require.mutate({ meetingId, isRequired: false, reason: why })
          }}
        >
          <Input
            autoFocus
            aria-label={say("whyNot")}
            placeholder={say("whyNot")}
            maxLength={200}
            value={why}
            onChange={(event) => setWhy(event.target.value)}
          />
          <Button htmlType="submit" disabled={why.trim() === ""} loading={require.isPending}>
            {say("waive")}
          </Button>
        </form>
      )}
      {waived?.reason ? <p className="scheme-quiet">{say("waivedBy", { ...waived, when: shortMoment(waived.at, zone, locale) })}</p> : null}
    </div>
  )
}
