/** The gate itself: decides at once from what it keeps, keeps every scan, and agrees with the server whenever it can be reached. */
import { newId } from "#kernel/ids.ts"
import type { GatePerson, GateSession, Setup } from "#modules/checkin/gate/contract.ts"
import { codeOf, type Entered, findPeople, judge, sha256 } from "#modules/checkin/gate/rules.ts"
import { sessionAtDoor } from "#modules/checkin/rules.ts"
import { store } from "#web/store.ts"
import { forgetMeeting, type KeptEntry, type KeptScan, type KeptSetup, keep, saveRoster, saveSetting, setting, trim } from "./keep.ts"
import { NoAnswer, post, Refusal } from "./wire.ts"

export type Shown = { scan: KeptScan; person: GatePerson | undefined }
export type GateState = {
  phase: "starting" | "notEnrolled" | "ready"
  /** The server's sentence about why this device may not go on (revoked, code expired). */
  refusal: string | null
  setup: KeptSetup | null
  session: GateSession | null
  due: number
  present: number
  queued: number
  problems: number
  isOnline: boolean
  /** The device could not store the last scan (disk full, storage refused): nobody was admitted by it. */
  isFull: boolean
  recent: KeptScan[]
  shown: Shown | null
}
const empty: GateState = {
  phase: "starting",
  refusal: null,
  setup: null,
  session: null,
  due: 0,
  present: 0,
  queued: 0,
  problems: 0,
  isOnline: true,
  isFull: false,
  recent: [],
  shown: null,
}

export const gate = store<GateState>(empty)
const change = (part: Partial<GateState>) => gate.set({ ...gate.get(), ...part })

let people = new Map<string, GatePerson>()
let codes = new Map<string, { person: GatePerson; revoked: boolean }>()
let entered = new Map<string, Entered>()
let aheadMs = 0

const now = () => new Date(Date.now() - aheadMs).toISOString()
export const searchPeople = (find: string): GatePerson[] => findPeople([...people.values()], find)
export const enteredOf = (attendeeId: string): Entered | undefined => entered.get(attendeeId)

/** Opens with what the device keeps; the server is asked afterwards. */
export async function openGate(token: string | undefined): Promise<void> {
  void navigator.storage?.persist?.()
  const setup = await setting<KeptSetup>("setup")
  if (setup) {
    index(await keep.people.toArray())
    change({ setup })
    await takeSession(await setting<string>("session"))
    change({ phase: "ready" })
  }
  await countQueue()
  if (token) await enrol(token)
  await refreshSetup()
  if (gate.get().phase === "starting") change({ phase: "notEnrolled" })
}

/** The token of the enrolment code works once; what the device held for another meeting stays until it is uploaded. */
export async function enrol(token: string): Promise<void> {
  change({ refusal: null })
  try {
    const { meetingId } = await post<{ meetingId: string }>("/api/access/enrol", { token })
    if (gate.get().setup && gate.get().setup?.meeting.id !== meetingId) {
      await forgetMeeting()
      change({ setup: null, session: null, phase: "starting" })
    }
    await refreshSetup()
  } catch (error) {
    change({ refusal: error instanceof Refusal ? error.message : null, isOnline: !(error instanceof NoAnswer) })
  }
}

export async function refreshSetup(): Promise<void> {
  const kept = gate.get().setup
  try {
    const { people: fresh, ...setup } = await post<Setup>("/api/checkin/setup", { have: kept?.version ?? null })
    await saveRoster(setup, fresh)
    if (fresh) index(fresh)
    change({ setup, isOnline: true, refusal: null })
    await takeSession(gate.get().session?.id ?? (await setting<string>("session")))
    change({ phase: "ready" })
  } catch (error) {
    refusedOr(error)
  }
}

export function refusedOr(error: unknown): void {
  if (error instanceof NoAnswer) change({ isOnline: false })
  else if (!(error instanceof Refusal)) throw error
  // without a meeting of its own the device simply waits to be enrolled; with one, the person must know that it was revoked
  else change({ isOnline: true, refusal: gate.get().setup ? error.message : gate.get().refusal })
}

function index(roster: GatePerson[]): void {
  people = new Map(roster.map((person) => [person.id, person]))
  codes = new Map(roster.flatMap((person) => person.codes.map(({ hash, revoked }) => [hash, { person, revoked }] as const)))
}

async function takeSession(wanted: string | undefined): Promise<void> {
  const { setup } = gate.get()
  const open = setup?.sessions.find((session) => session.id === wanted && session.endsAt > now())
  const session = open ?? sessionAtDoor(setup?.sessions ?? [], now())
  const entries = session ? await keep.entered.where("sessionId").equals(session.id).toArray() : []
  entered = new Map(entries.map(({ attendeeId, at, gate: where }) => [attendeeId, { at, gate: where }]))
  change({ session: session ?? null, ...counted(session) })
}

export async function chooseSession(id: string): Promise<void> {
  await saveSetting("session", id)
  change({ shown: null })
  await takeSession(id)
}

const isDue = (person: GatePerson, session: GateSession) => session.bodyId === null || person.bodies.includes(session.bodyId)
function counted(session: GateSession | undefined | null): { due: number; present: number } {
  if (!session) return { due: 0, present: 0 }
  const due = [...people.values()].filter((person) => isDue(person, session))
  return { due: due.length, present: due.filter((person) => entered.has(person.id)).length }
}

/** What other gates admitted, and who was taken out at the desk. A person waiting in our own queue stays in. */
export async function applyChanges(sessionId: string, changes: { arrived: (Entered & { attendeeId: string })[]; left: string[] }): Promise<void> {
  if (changes.arrived.length === 0 && changes.left.length === 0) return
  const waiting = new Set((await keep.scans.where("state").equals("queued").toArray()).map((scan) => scan.attendeeId))
  const left = changes.left.filter((id) => !waiting.has(id))
  await keep.entered.bulkPut(changes.arrived.map((row): KeptEntry => ({ sessionId, ...row })))
  await keep.entered.bulkDelete(left.map((id): [string, string] => [sessionId, id]))
  if (gate.get().session?.id !== sessionId) return
  for (const { attendeeId, at, gate: where } of changes.arrived) entered.set(attendeeId, { at, gate: where })
  for (const id of left) entered.delete(id)
  change(counted(gate.get().session))
}

export const setClock = (ahead: number): void => {
  aheadMs = ahead
}
export const sayOnline = (isOnline: boolean): void => change({ isOnline, ...(isOnline ? { refusal: null } : {}) })

export const readCode = (read: string): Promise<void> => {
  const code = codeOf(read)
  const known = codes.get(sha256(code))
  return inLine({ code, kind: "entry", person: known?.person, revoked: known?.revoked ?? false, reason: "" })
}
export const signInByHand = (person: GatePerson, reason: string): Promise<void> => inLine({ code: "", kind: "manual", person, revoked: false, reason })

let line: Promise<void> = Promise.resolve()
/** One after the other: of two readings of one person in the same moment the second must see the first. */
function inLine(deciding: Deciding): Promise<void> {
  line = line
    .then(() => decide(deciding))
    .then(
      () => change({ isFull: false }),
      () => change({ isFull: true, shown: null }),
    )
  return line
}

type Deciding = { code: string; kind: "entry" | "manual"; person: GatePerson | undefined; revoked: boolean; reason: string }
async function decide({ code, kind, person, revoked, reason }: Deciding): Promise<void> {
  const { session, setup } = gate.get()
  if (!session || !setup) return
  const first = person ? entered.get(person.id) : undefined
  const hasLeave = person?.excused || person?.leave?.includes(session.id)
  const verdict = judge({ person: person && { ...person, excused: hasLeave === true }, revoked, kind, signsIn: true, entered: first })
  const scan: KeptScan = {
    id: newId(),
    meetingId: setup.meeting.id,
    sessionId: session.id,
    kind,
    code: code.slice(0, 400),
    attendeeId: person?.id ?? null,
    scannedAt: new Date().toISOString(),
    operator: "",
    reason,
    state: "queued",
    verdict,
    name: person?.name ?? "",
    corrected: null,
    first: first ?? null,
    note: null,
  }
  await remember(scan, person && verdict === "admitted" ? person : undefined)
  change({ shown: { scan, person }, queued: gate.get().queued + 1, recent: [scan, ...gate.get().recent].slice(0, 40), ...counted(session) })
}

/** On the disk before it is shown. */
async function remember(scan: KeptScan, admitted: GatePerson | undefined): Promise<void> {
  const entry = admitted && { sessionId: scan.sessionId, attendeeId: admitted.id, at: now(), gate: gate.get().setup?.gate ?? "" }
  await keep.transaction("rw", keep.scans, keep.entered, async () => {
    await keep.scans.add(scan)
    if (entry) await keep.entered.put(entry)
  })
  if (entry) entered.set(entry.attendeeId, { at: entry.at, gate: entry.gate })
}

export const dismiss = (): void => change({ shown: null })
export async function noteOnShown(note: "again" | "stopped"): Promise<void> {
  const { shown } = gate.get()
  dismiss()
  if (!shown) return
  await keep.scans.update(shown.scan.id, { note })
  await countQueue()
}

/** The counts on the bar come from the disk, never from memory. */
export async function countQueue(): Promise<void> {
  await trim()
  const recent = await keep.scans.orderBy("scannedAt").reverse().limit(40).toArray()
  const queued = await keep.scans.where("state").equals("queued").count()
  const problems = await keep.scans.where("state").equals("problem").count()
  change({ queued, problems, recent })
}
