/** Tables: one owner each, the meeting first in the key, changes audited. */
import { placeOf, type Source, type Tree } from "./tree.ts"

type Table = { name: string; body: string; path: string; module: string }

/** Append-only records that are themselves the proof, and tables that hold nothing people decide. */
const exempt: Record<string, string> = {
  scan: "the ledger itself: appended by devices, refused to change by trigger",
  presence: "computed from the ledger",
  auth_session: "sign-in machinery with secrets; signing in and out are audited operations",
  auth_account: "sign-in machinery with secrets; changing a password is an audited operation",
  access_account: "how old a password is and how often somebody signed in; both are audited operations",
  access_password: "hashes of earlier passwords; changing one is an audited operation",
  access_attempt: "a counter of wrong tries; each is an audited refusal",
  access_totp: "sign-in machinery with secrets; turning it on and off are audited operations",
  access_recovery: "hashes of secrets; making and using them are audited operations",
  auth_verification: "sign-in machinery with secrets, short-lived",
  access_link: "hashes of secrets; issuing and revoking are audited operations",
  access_key: "hashes of secrets; issuing and revoking are audited operations",
  sitting_event: "the log of a sitting itself: appended, refused to change by trigger",
  ballot: "a vote: an audit of it would be a second ballot box",
  poll_voter: "the roll frozen at the opening of a poll; opening is an audited operation and the roll is in the poll's hash",
  decision_step: "the record of a decision itself: appended, never changed",
  approval_act: "the way of an approval itself: appended, refused to change by trigger",
  approval_round: "what was decided on: appended, refused to change by trigger",
  approval_flow_version: "the versions of a flow themselves: appended, refused to change by trigger",
  reminder: "what the house told, computed anew at every tick; what was done about it is audited",
  attendee_listed: "computed from the order of the list, its pins and the people",
  attendee_seen: "who saw whose number: appended, refused to change by trigger",
  attendee_gone: "what was deleted by date: appended, refused to change by trigger",
  gate_state: "when a gate was last heard: overwritten every few seconds",
}

/** Looked up by a secret, before anyone knows which meeting it belongs to. */
const foundBySecret = new Set(["access_key"])

function tablesOf({ path, text }: Source): Table[] {
  const place = placeOf(path)
  if (place.floor !== "module") return []
  const clean = text.replace(/--.*$/gm, "")
  return [...clean.matchAll(/create\s+(?:unlogged\s+)?table\s+(?:if not exists\s+)?"?(\w+)"?\s*\(([\s\S]*?)\n\)/gi)].map((match) => ({
    name: match[1] as string,
    body: match[2] as string,
    path,
    module: place.module,
  }))
}

function complaintsAbout(table: Table, audited: Set<string>): string[] {
  const said: string[] = []
  if (!audited.has(table.name) && !exempt[table.name])
    said.push(`${table.path}: the table ${table.name} has no audit_table('${table.name}', …); a change to it would leave no trace`)
  const key = /primary key\s*\(\s*(\w+)/i.exec(table.body)?.[1] ?? /^\s*"?(\w+)"?\s[^,]*primary key/im.exec(table.body)?.[1]
  if (/^\s*"?meeting_id"?\s+uuid not null/im.test(table.body) && key !== undefined && key !== "meeting_id" && !foundBySecret.has(table.name))
    said.push(`${table.path}: the key of ${table.name} begins with ${key}; a meeting's table begins with meeting_id`)
  return said
}

export function checkTables({ sources }: Tree): string[] {
  const sql = sources.filter((source) => source.path.endsWith(".sql"))
  const audited = new Set(sql.flatMap(({ text }) => [...text.matchAll(/audit_table\(\s*'(\w+)'/g)].map((match) => match[1] as string)))
  const tables = sql.flatMap(tablesOf)
  const owners = new Map<string, Table>()
  const twice = tables.flatMap((table) => {
    const owner = owners.get(table.name)
    owners.set(table.name, owner ?? table)
    return owner ? [`${table.path}: the table ${table.name} belongs to ${owner.module} already`] : []
  })
  return [...twice, ...tables.flatMap((table) => complaintsAbout(table, audited))]
}
