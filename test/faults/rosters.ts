/** Two hundred broken files sent as rosters: refused in a sentence, or read with what is wrong named by row and column; in bounded memory, and the house goes on. */
import { readFileSync } from "node:fs"
import type { z } from "zod"
import { attendees } from "#modules/attendees/contract.ts"
import { forget, ownerOf, post, type Running } from "../../bench/running.ts"
import { meetingOf } from "../../bench/seed.ts"
import { startPrepared } from "../prepared.ts"
import { must } from "./kill.ts"
import { type BrokenFile, brokenFiles } from "./sheets.ts"

/** What the server may hold above what it held before, in MB: one book of 160 MB unpacked and read in a thread of its own, which ends with it. */
const mostMemory = 1000
const secrets = /node_modules|\bat \w+ \(|\/src\/|select .* from /

const megabytesOf = ({ child }: Running) => Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1] ?? 0) / 1024)

async function sent(url: string, headers: Record<string, string>, { file, bytes }: BrokenFile): Promise<{ status: number; text: string }> {
  const form = new FormData()
  form.append("file", new Blob([new Uint8Array(bytes)]), file)
  const { "content-type": _type, ...rest } = headers
  const answer = await fetch(`${url}/files`, { method: "POST", body: form, headers: rest })
  return { status: answer.status, text: await answer.text() }
}

type At = { url: string; headers: Record<string, string>; meetingId: string }
async function wrongWith(one: BrokenFile, { url, headers, meetingId }: At): Promise<string | undefined> {
  const stored = await sent(url, headers, one)
  if (stored.status !== 200) return sentence(one.name, stored.status, stored.text)
  const fileId = (JSON.parse(stored.text) as { id: string }).id
  const { status, body } = await post(`${url}/api/${attendees.importPreview.name.replace(".", "/")}`, headers, { meetingId, fileId })
  if (status !== 200) return sentence(one.name, status, JSON.stringify(body))
  const { problems, accepted } = body as z.output<typeof attendees.importPreview.output>
  if (problems.some(({ row, message }) => row < 1 || message.length < 2)) return `${one.name}: a problem without row or sentence`
  if (one.wrong && !problems.some(({ row, column }) => row === 2 && column === one.wrong)) return `${one.name}: row 2, column ${one.wrong} is not told`
  return one.readable || accepted === 0 ? undefined : `${one.name}: ${accepted} people were read from it`
}

function sentence(name: string, status: number, text: string): string | undefined {
  if (![400, 409, 413, 415].includes(status)) return `${name}: ${status} ${text.slice(0, 160)}`
  if (secrets.test(text)) return `${name}: something of the machine stands in the answer`
  return (JSON.parse(text) as { message?: string }).message ? undefined : `${name}: ${status} without a sentence`
}

export async function rostersAreRefused(): Promise<string> {
  const running = await startPrepared()
  try {
    const owner = await ownerOf(running.url)
    const at: At = { url: running.url, headers: owner.headers, meetingId: await meetingOf(owner) }
    const before = megabytesOf(running)
    const files = await brokenFiles()
    const found: string[] = []
    let most = before
    for (const file of files) {
      const wrong = await wrongWith(file, at).catch((error: Error) => `${file.name}: ${error.message}`)
      if (wrong) found.push(wrong)
      most = Math.max(most, megabytesOf(running))
      must(running.child.exitCode === null && running.child.signalCode === null, `${file.name} ended the server`)
      must(most - before <= mostMemory, `after “${file.name}” the server holds ${most} MB, ${before} MB before`)
    }
    must(found.length === 0, `${found.length} of ${files.length}:\n     ${found.join("\n     ")}`)
    must((await owner(attendees.list, { meetingId: at.meetingId })).total === 0, "a preview took somebody in")
    must((await fetch(`${running.url}/readyz`)).ok, "the house is not ready afterwards")
    return `${files.length} files, at most ${most} MB (${before} MB before)`
  } finally {
    await running.stop()
    forget(running)
  }
}
