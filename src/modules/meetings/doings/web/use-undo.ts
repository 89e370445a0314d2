import { nameOfOperation } from "#modules/access/web/operation-names.ts"
import { call, entryOf } from "#web/api.ts"
import { client } from "#web/client.ts"
import { useSession } from "#web/session.ts"
import { type Act, tell } from "#web/tell.ts"
import { locale, sayNow } from "#web/words.ts"
import { meetings } from "../../contract.ts"
import { words } from "../words.ts"

/** The page on which it was done, even the drawer, may be gone by then: nothing of a component is held here. */
async function takeBack(meetingId: string, entryId: string): Promise<void> {
  try {
    const { operation } = await call(meetings.undo, { meetingId, entryId })
    tell("ok", sayNow(words, "undoneThis", { what: nameOfOperation(operation, locale()) }))
    const touched = ["meetings", operation.split(".")[0] ?? ""]
    await client.invalidateQueries({ predicate: ({ meta }) => touched.some((module) => (meta?.modules as string[] | undefined)?.includes(module)) })
  } catch (error) {
    tell("wrong", (error as Error).message)
  }
}

/**
 * 撤销 beside the message that something was done, for operations that a module names in its `undoes`:
 * `const undoOf = useUndo(meetingId)`, then `useCommand(tasks.edit, { onDone: (task) => tell("ok", sentence, undoOf(task)) })`.
 */
export function useUndo(meetingId: string): (out: object) => Act | undefined {
  const { may } = useSession()
  return (out) => {
    const entryId = entryOf(out)
    if (entryId === undefined || !may(meetings.undo.name, meetingId)) return undefined
    return { label: sayNow(words, "undo"), go: () => void takeBack(meetingId, entryId) }
  }
}
