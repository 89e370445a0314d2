/** What the gate keeps on the device: the roster, who is in, and every scan until the server has answered it. */
import { Dexie, type Table } from "dexie"
import type { GatePerson, Scan, Setup, Verdict } from "#modules/checkin/gate/contract.ts"
import type { Entered } from "#modules/checkin/gate/rules.ts"

export type KeptSetup = Omit<Setup, "people">
/** `queued`: not yet answered by the server. `problem`: the server could not read it; it stays for a person to look at. */
export type KeptScan = Scan & {
  meetingId: string
  state: "queued" | "sent" | "problem"
  verdict: Verdict
  name: string
  /** What the server said, where it differs from what the gate said. */
  corrected: Verdict | null
  first: Entered | null
  note: "again" | "stopped" | null
}
export type KeptEntry = Entered & { sessionId: string; attendeeId: string }

class GateKeep extends Dexie {
  settings!: Table<{ key: string; value: unknown }, string>
  people!: Table<GatePerson, string>
  entered!: Table<KeptEntry, [string, string]>
  scans!: Table<KeptScan, string>
  constructor() {
    // strict: a scan shown as admitted is on the disk, not only in the browser's memory, should the battery die
    super("huixu-gate", { chromeTransactionDurability: "strict" })
    this.version(1).stores({ settings: "key", people: "id", entered: "[sessionId+attendeeId], sessionId", scans: "id, state, scannedAt" })
  }
}

export const keep = new GateKeep()

export const setting = async <Value>(key: string): Promise<Value | undefined> => (await keep.settings.get(key))?.value as Value | undefined
export const saveSetting = async (key: string, value: unknown): Promise<void> => void (await keep.settings.put({ key, value }))

export async function saveRoster(setup: KeptSetup, people: GatePerson[] | null): Promise<void> {
  await keep.transaction("rw", keep.settings, keep.people, async () => {
    await keep.settings.put({ key: "setup", value: setup })
    if (!people) return
    await keep.people.clear()
    await keep.people.bulkPut(people)
  })
}

/** Another meeting's roster goes; its scans stay until they are uploaded. */
export async function forgetMeeting(): Promise<void> {
  await keep.transaction("rw", keep.settings, keep.people, keep.entered, async () => {
    await keep.settings.clear()
    await keep.people.clear()
    await keep.entered.clear()
  })
}

const shownAtMost = 60
/** Answered scans serve only the list of recent ones. */
export async function trim(): Promise<void> {
  const answered = await keep.scans.where("state").equals("sent").sortBy("scannedAt")
  await keep.scans.bulkDelete(answered.slice(0, -shownAtMost).map((scan) => scan.id))
}
