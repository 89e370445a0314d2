import { execFileSync } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { unzipSync } from "fflate"
import { expect, test } from "vitest"
import { house as houseContract } from "#kernel/house.ts"
import { newId } from "#kernel/ids.ts"
import { attendees } from "#modules/attendees/contract.ts"
import { givenRoster } from "#modules/attendees/given.ts"
import { givenMeeting } from "#modules/meetings/given.ts"
import { minutes } from "#modules/minutes/contract.ts"
import { givenFinalMinutes, givenMinutes } from "#modules/minutes/given.ts"
import { readSheet } from "#server/sheets.ts"
import { as, house, jobDone, refused } from "../../../test/harness.ts"
import { archive } from "./contract.ts"
import { codePattern } from "./rules.ts"

const fondsOf = () => newId().replaceAll("-", "").slice(-4).toUpperCase()
const listOf = (meetingId: string) => ({ meetingId, page: 1, size: 200 })

async function givenCollected() {
  const given = await givenFinalMinutes()
  const { office, meetingId } = given
  const fonds = fondsOf()
  await office(archive.setSettings, { meetingId, fonds, section: "BGS", year: 2026 })
  await office(archive.collect, { meetingId })
  return { ...given, fonds }
}

test("final minutes are collected as a permanent item, with the rule that says so", async () => {
  const { meetingId, office, made } = await givenCollected()
  const { rows } = await office(archive.list, listOf(meetingId))
  const filed = rows.find((item) => item.number === made.documentNumber)

  expect(filed).toMatchObject({ title: made.text.title, retention: "Y", code: null })
  expect(filed?.basis).toContain("国家档案局令第8号")
  expect(await office(archive.collect, { meetingId })).toMatchObject({ added: 0, removed: 0, total: rows.length })
})

test("a draft is not filed", async () => {
  const { meetingId, office, made } = await givenMinutes({ count: 3 })
  await jobDone((await office(minutes.print, { meetingId, id: made.id })).jobId)
  await office(archive.setSettings, { meetingId, fonds: fondsOf(), section: null, year: 2026 })
  await office(archive.collect, { meetingId })

  expect((await office(archive.list, listOf(meetingId))).rows.filter((item) => item.title === made.text.title)).toEqual([])
})

test("the report on credentials is filed for good once it is adopted and printed, not as a draft nor as Word", async () => {
  const { meetingId } = await givenRoster({ count: 4 })
  const office = await as("*")
  await office(archive.setSettings, { meetingId, fonds: fondsOf(), section: null, year: 2026 })
  const print = async (form: "pdf" | "docx") => jobDone((await office(attendees.printReport, { meetingId, as: form })).jobId)
  const filed = async () => {
    await office(archive.collect, { meetingId })
    return (await office(archive.list, listOf(meetingId))).rows.filter(({ title }) => title.endsWith("关于代表资格的审查报告"))
  }
  const { version, adopted } = await office(attendees.qualificationReport, { meetingId })
  await print("docx")
  expect(await filed()).toEqual([])
  await print("pdf")
  expect(await filed()).toMatchObject([{ retention: "Y", kind: "审查报告", author: "代表资格审查委员会", madeOn: adopted?.on, pages: 2 }])
  const open = await office(attendees.reopenReport, { meetingId, version, reason: "数字有误" })
  await print("pdf")
  expect([open.adopted, await filed()]).toEqual([null, []])
})

test("numbers have no gap, begin anew in each class, and lock the item", async () => {
  const { meetingId, office, fonds } = await givenCollected()
  const { numbered } = await office(archive.number, { meetingId })
  const { rows } = await office(archive.list, listOf(meetingId))

  expect(numbered).toBe(rows.length)
  expect(rows.every((item) => item.code !== null && codePattern.test(item.code) && item.code.startsWith(`${fonds}-WS·2026-`))).toBe(true)
  for (const [, items] of Map.groupBy(rows, (item) => item.retention)) {
    expect(items.map((item) => Number(item.code?.slice(-4))).sort((a, b) => a - b)).toEqual(items.map((_, at) => at + 1))
  }
  const [first] = rows
  expect(await refused(office(archive.edit, { meetingId, id: first!.id, version: first!.version, title: "改", retention: "D10" }))).toBe(
    "archive.alreadyNumbered",
  )
  expect(await refused(office(archive.setSettings, { meetingId, fonds: "ZZZZ", section: null, year: 2026 }))).toBe("archive.settingsInUse")
  expect((await office(archive.number, { meetingId })).numbered).toBe(0)
})

test("retention and title can be set by hand until then, and the basis says by whom", async () => {
  const { meetingId, office } = await givenCollected()
  const [item] = (await office(archive.list, listOf(meetingId))).rows
  const change = { meetingId, id: item!.id, version: item!.version, title: "定名", retention: "D30" as const }
  const changed = await office(archive.edit, change)

  expect(changed).toMatchObject({ title: "定名", retention: "D30" })
  expect(changed.basis).toMatch(/^人工确定：/)
  expect(await refused(office(archive.edit, change))).toBe("house.stale")
})

test("the sealed package verifies with sha256sum, names its papers by 档号 and lists them", async () => {
  const { meetingId, office, fonds } = await givenCollected()
  const run = await jobDone((await office(archive.seal, { meetingId })).jobId)
  expect(run.sentence ?? "").not.toMatch(/error/i)
  expect(run.state).toBe("done")
  const { url, name } = await office(houseContract.resultTicket, { id: run.id })
  expect(name).toMatch(new RegExp(`^${fonds}-WS·2026 .*\\.zip$`))
  const files = unzipSync((await (await house()).app.inject({ url, headers: office.headers })).rawPayload)
  // unzip in a C locale writes other letters in its own way, and sha256sum would not find them
  expect(Object.keys(files).every((path) => /^[\x21-\x7e]+$/.test(path))).toBe(true)
  const dir = mkdtempSync(join(tmpdir(), "huixu-package-"))
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), bytes)
  }
  const [tool, ...how] = ["sha256sum", "-c", "--strict", "SHA256SUMS"] as const
  const checked = execFileSync(tool, how, { cwd: dir }).toString()
  rmSync(dir, { recursive: true })

  expect(checked.trim().split("\n")).toHaveLength(Object.keys(files).length - 1)
  const manifest = JSON.parse(new TextDecoder().decode(files["manifest.json"])) as { items: { code: string; path: string }[] }
  const { rows } = await office(archive.list, listOf(meetingId))
  expect(manifest.items.map(({ code }) => code).sort()).toEqual(rows.map(({ code }) => code).sort())
  expect(manifest.items.every(({ code, path }) => path.startsWith(`files/${code.replace("·", ".")}.`) && files[path])).toBe(true)
  const sheet = await readSheet(files["catalogue.xlsx"]!, "catalogue.xlsx")
  expect(sheet.rows).toHaveLength(rows.length + 1)
  expect(new TextDecoder().decode(files["catalogue.csv"])).toContain(rows[0]!.code!)
  expect((await office(archive.packages, { meetingId }))[0]).toMatchObject({ items: rows.length })
})

test("without 全宗号 nothing is collected, without papers nothing is sealed", async () => {
  const office = await as("*")
  const { meetingId } = await givenMeeting()
  expect(await refused(office(archive.collect, { meetingId }))).toBe("archive.settingsFirst")
  expect(await refused(office(archive.number, { meetingId }))).toBe("archive.settingsFirst")
  expect(await refused(office(archive.seal, { meetingId }))).toBe("archive.settingsFirst")
  await office(archive.setSettings, { meetingId, fonds: fondsOf(), section: null, year: 2026 })

  expect(await refused(office(archive.seal, { meetingId }))).toBe("archive.nothingToSeal")
})

test("without the grant nobody seals, and an archivist of another meeting finds nothing", async () => {
  const { meetingId, office } = await givenCollected()
  const [item] = (await office(archive.list, listOf(meetingId))).rows
  const reader = await as("archive.list", { meetingId })
  const other = await givenMeeting()
  const stranger = await as("archive.*", { meetingId: other.meetingId })

  expect(await refused(reader(archive.seal, { meetingId }))).toBe("house.mayNot")
  expect(await refused(stranger(archive.list, listOf(meetingId)))).toBe("house.notFound")
  expect(await refused(stranger(archive.fileTicket, { meetingId: other.meetingId, id: item!.id }))).toBe("house.notFound")
  expect(await refused(stranger(archive.packageTicket, { meetingId: other.meetingId, id: item!.id }))).toBe("house.notFound")
})
