/** A branch of the house, and sheets as offices send them. */
import { newId } from "#kernel/ids.ts"
import { as, house, jobDone } from "../../../test/harness.ts"
import { units } from "./contract.ts"

/** A unit with two below it, under names that no other test has. */
export async function givenBranch() {
  const office = await as("*")
  const name = `市委${newId().slice(-6)}`
  const top = await office(units.add, { name })
  const desk = await office(units.add, { name: "办公室", parentId: top.id })
  const staff = await office(units.add, { name: "组织部", parentId: top.id })
  return { office, top, desk, staff }
}

export async function givenFile(rows: readonly (readonly (string | number | null)[])[], name = "通讯录.csv"): Promise<string> {
  const { platform } = await house()
  const text = rows.map((row) => row.map((cell) => `"${String(cell ?? "").replaceAll('"', '""')}"`).join(",")).join("\r\n")
  const { id: uploadedBy } = await as("*")
  return (await platform.files.put(platform.db, { name, bytes: Buffer.from(text), meetingId: null, passing: true, uploadedBy })).id
}

export async function imported(rows: readonly (readonly (string | number | null)[])[]) {
  const office = await as("*")
  const fileId = await givenFile(rows)
  const { jobId } = await office(units.import, { fileId })
  return { jobId, run: await jobDone(jobId) }
}
