/** Print: Typst in a process of its own (a crash of its native code ends an order, never the server), fonts by role. */
import { type ChildProcess, fork } from "node:child_process"
import { readFile } from "node:fs/promises"
import { relative, sep } from "node:path"
import { fileURLToPath } from "node:url"
import { Refusal } from "#kernel/contract.ts"
import { type FontRole, type Fonts, gatherFonts } from "./fonts.ts"
import type { PrintAnswer, PrintOrder, PrintStart } from "./print-worker.ts"

export type { FontRole } from "./fonts.ts"

export type Printed = { pdf: Buffer; pages: number; fonts: Partial<Record<FontRole, string>> }

export type About = { title?: string; author?: string; on?: string }

export type Print = {
  /**
   * Renders a template with data (reachable in it as `sys.inputs.data`, JSON; `assets/typst/roles.typ` gives `data` and the faces).
   * `template`: a file below the project, as a URL: `new URL("./print/badges.typ", import.meta.url)`.
   * `about.on` (YYYY-MM-DD) dates the document and makes it PDF/A-2b, as the archive wants it; equal data give equal bytes with and without.
   * Throws with Typst's own message (line and column) when the template is wrong.
   */
  pdf(template: URL, data: unknown, about?: About): Promise<Printed>
  close(): Promise<void>
}

type Waiting = { order: PrintOrder; start: PrintStart; done: (answer: PrintAnswer) => void; fail: (reason: Error) => void }

const workspace = fileURLToPath(new URL("../../", import.meta.url)).replace(/[\\/]$/, "")
/** A document that takes longer than this is a mistake in its template; the process is ended, the next order gets a new one. */
const longest = 120_000
/** A compiler with its fonts holds some 200 MB: let go when nobody has printed for a while. */
const idle = 120_000

export function createPrint(options: { fontDirs: string[]; cacheDir: string }): Print {
  let fonts: Promise<Fonts> | undefined
  const ready = () => {
    fonts ??= gatherFonts(options).catch((error) => {
      fonts = undefined
      throw error
    })
    return fonts
  }
  const printer = new Printer()
  let lastId = 0
  return {
    async pdf(template, data, about = {}) {
      const { families, namesOf, files } = await ready()
      const inputs = { data: JSON.stringify(data), roles: JSON.stringify(families) }
      const order = { id: ++lastId, main: mainFile(template, about), inputs, tagged: inputs.data.length < 200_000, standard: about.on ? "a-2b" : undefined }
      const answer = await printer.print(order, { workspace, fontFiles: files })
      if ("problem" in answer) throw new Error(answer.problem)
      const pdf = Buffer.from(answer.pdf.buffer, answer.pdf.byteOffset, answer.pdf.byteLength)
      return { pdf, pages: answer.pages, fonts: fontsIn(pdf, await rolesIn(template, families), namesOf) }
    },
    close: () => printer.close(),
  }
}

/** The template is included, so that title, author and date stand outside it; the clock never gets in. */
function mainFile(template: URL, about: About): string {
  const path = relative(workspace, fileURLToPath(template)).split(sep).join("/")
  const title = about.title === undefined ? "" : `title: ${JSON.stringify(about.title)}, `
  const author = about.author === undefined ? "" : `author: ${JSON.stringify(about.author)}, `
  const [year, month, day] = (about.on ?? "").split("-").map(Number)
  const date = about.on ? `datetime(year: ${year}, month: ${month}, day: ${day})` : "none"
  return `#set document(${title}${author}date: ${date})\n#include ${JSON.stringify(`/${path}`)}`
}

/** Only the roles that the template names: 黑 and sans may be one family, and a role nobody asked for was not used. */
async function rolesIn(template: URL, families: Fonts["families"]): Promise<Partial<Fonts["families"]>> {
  const source = await readFile(template, "utf8")
  return Object.fromEntries(Object.entries(families).filter(([role]) => new RegExp(`\\b${role}\\b`).test(source)))
}

/** What the PDF really holds: of each role the first of its families that is embedded. */
function fontsIn(pdf: Buffer, families: Partial<Fonts["families"]>, namesOf: Fonts["namesOf"]): Partial<Record<FontRole, string>> {
  const names = pdf.toString("latin1").matchAll(/\/BaseFont\s*\/(?:[A-Z]{6}\+)?([^\s/<>[\]()]+)/g)
  const embedded = new Set([...names].flatMap(([, name]) => namesOf[name!.replace(/-Identity-H$/, "")] ?? []))
  const used: Partial<Record<FontRole, string>> = {}
  for (const [role, wanted] of Object.entries(families) as [FontRole, string[]][]) {
    const family = wanted.find((name) => embedded.has(name))
    if (family) used[role] = family
  }
  return used
}

/** One process, one order at a time: two compilers would hold the fonts twice and gain nothing on two cores. */
class Printer {
  #queue: Waiting[] = []
  #now: Waiting | undefined
  #worker: ChildProcess | undefined
  #clock: NodeJS.Timeout | undefined

  print(order: PrintOrder, start: PrintStart): Promise<PrintAnswer> {
    return new Promise((done, fail) => {
      this.#queue.push({ order, start, done, fail })
      this.#next()
    })
  }

  async close(): Promise<void> {
    for (const waiting of this.#queue.splice(0)) waiting.fail(new Refusal("house.printFailed"))
    this.#finish((over) => over.fail(new Refusal("house.printFailed")))
    await this.#end()
  }

  #next(): void {
    if (this.#now) return
    const now = this.#queue.shift()
    if (!now) return
    this.#now = now
    clearTimeout(this.#clock)
    this.#worker ??= this.#begin(now.start)
    // while it prints it keeps the process alive; idle it must not
    this.#worker.ref()
    this.#worker.channel?.ref()
    this.#clock = setTimeout(() => void this.#worker?.kill("SIGKILL"), longest)
    this.#worker.send(now.order)
  }

  #begin(start: PrintStart): ChildProcess {
    // advanced: a PDF crosses as bytes; as JSON it would be a list of numbers
    const made = fork(new URL("./print-worker.ts", import.meta.url), { serialization: "advanced", execArgv: [], stdio: ["ignore", "ignore", "inherit", "ipc"] })
    made.send(start)
    const lost = () => {
      if (this.#worker !== made) return
      this.#worker = undefined
      this.#finish((over) => over.fail(new Refusal("house.printFailed")))
      this.#next()
    }
    made.on("message", (answer: PrintAnswer) => {
      if (answer.id !== this.#now?.order.id) return
      this.#finish((over) => over.done(answer))
      this.#next()
    })
    made.on("error", lost)
    made.on("exit", lost)
    return made
  }

  #finish(settle: (waiting: Waiting) => void): void {
    const over = this.#now
    this.#now = undefined
    clearTimeout(this.#clock)
    this.#worker?.unref()
    this.#worker?.channel?.unref()
    if (over) settle(over)
    if (this.#queue.length > 0) return
    this.#clock = setTimeout(() => void this.#end(), idle)
    this.#clock.unref()
  }

  async #end(): Promise<void> {
    const old = this.#worker
    this.#worker = undefined
    clearTimeout(this.#clock)
    if (!old || old.exitCode !== null || old.signalCode !== null) return
    const gone = new Promise((resume) => old.once("exit", resume))
    old.ref()
    old.kill("SIGKILL")
    await gone
  }
}
