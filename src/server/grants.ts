/** Who may: the one decision about grants and scopes. */
import { sql } from "kysely"
import { type Operation, Refusal } from "#kernel/contract.ts"
import type { Actor } from "./context.ts"
import type { Db } from "./db.ts"

/** "*", "papers.*" and "papers.issue" cover papers.issue. */
export function covers(pattern: string, operation: string): boolean {
  return pattern === "*" || pattern === operation || (pattern.endsWith(".*") && operation.startsWith(pattern.slice(0, -1)))
}

/** Does the actor hold the operation, there (meetingId) or everywhere? */
export function mayDo(actor: Actor, operation: string, meetingId: string | null): boolean {
  return actor.grants.some(
    (grant) => (grant.meetingId === null || grant.meetingId === meetingId) && grant.operations.some((pattern) => covers(pattern, operation)),
  )
}

/** Throws house.notSignedIn (401), house.mayNot (403) or house.notFound (404: a stranger to a meeting learns nothing of it). */
export async function mustBeAllowed(db: Db, { operation, actor, input }: { operation: Operation; actor: Actor; input: unknown }): Promise<void> {
  if (operation.scope === "public") return
  const kinds = operation.actors ?? ["account"]
  if (actor.kind === "public") throw new Refusal("house.notSignedIn")
  const meetingId = (input as { meetingId?: string }).meetingId ?? null
  if (actor.kind !== "account") {
    if (!kinds.includes(actor.kind)) throw new Refusal("house.mayNot", { operation: operation.name })
    if (operation.scope === "meeting" && actor.meetingId !== meetingId) throw new Refusal("house.notFound")
    return
  }
  if (!kinds.includes("account")) throw new Refusal("house.mayNot", { operation: operation.name })
  if (operation.scope === "self") return
  if (operation.scope === "meeting") await mustKnowMeeting(db, actor, meetingId)
  if (!mayDo(actor, operation.name, operation.scope === "meeting" ? meetingId : null)) throw new Refusal("house.mayNot", { operation: operation.name })
}

async function mustKnowMeeting(db: Db, actor: Actor, meetingId: string | null): Promise<void> {
  if (!meetingId) throw new Refusal("house.notFound")
  if (!actor.grants.some((grant) => grant.meetingId === null || grant.meetingId === meetingId)) throw new Refusal("house.notFound")
  const { rows } = await sql`select 1 from meeting where id = ${meetingId}`.execute(db)
  if (rows.length === 0) throw new Refusal("house.notFound")
}
