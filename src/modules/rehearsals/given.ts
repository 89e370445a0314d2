/** A congress with a script for its opening, as the office drafts it. */
import { agenda, type Session } from "#modules/agenda/contract.ts"
import { givenMeeting } from "#modules/meetings/given.ts"
import { as, type Caller } from "../../../test/harness.ts"
import { rehearsals, type WholeScript } from "./contract.ts"

type Given = { meetingId: string; secretary: Caller; session: Session; script: WholeScript }

export async function givenScript(startsOn?: string): Promise<Given> {
  const { meetingId } = await givenMeeting(startsOn === undefined ? {} : { startsOn })
  const secretary = await as(["rehearsals.*", "agenda.*", "tasks.*", "meetings.*"], { meetingId })
  const session = (await secretary(agenda.list, { meetingId })).find(({ key }) => key === "opening")
  if (!session) throw new Error("a congress has an opening")
  const known = (await secretary(rehearsals.scripts, { meetingId })).find(({ sessionId }) => sessionId === session.id)
  if (known) return { meetingId, secretary, session, script: await secretary(rehearsals.script, { meetingId, id: known.id }) }
  const { title, lines } = await secretary(rehearsals.draft, { meetingId, sessionId: session.id })
  return { meetingId, secretary, session, script: await secretary(rehearsals.addScript, { meetingId, sessionId: session.id, title, own: null, lines }) }
}
