import { readFile } from "node:fs/promises"
import { basename } from "node:path"
import { parseArgs } from "node:util"
import { Refusal, refusalsOf } from "#kernel/contract.ts"
import { house } from "#kernel/house.ts"
import { type NameOrder, sortNames, unknownCharacters } from "#kernel/names.ts"
import { fill } from "#kernel/words.ts"
import { readSheet } from "#server/sheets.ts"
import type { Command } from "../../cli/command.ts"
import { attendees } from "./contract.ts"
import { ColumnMap, Field, type RosterProblem } from "./roster/contract.ts"
import { looksLikeRoster } from "./roster/headers/rules.ts"
import { inspectRows } from "./roster/rules.ts"
import { words } from "./roster/words.ts"

const zh = words["zh-CN"]
type Io = Parameters<Command["run"]>[1]
class Usage extends Error {}

const sort: Command = {
  name: "names.sort",
  usage: "names.sort --mode full-name|surname-first < 姓名（每行一个）",
  run: (args, io) =>
    guarded(sort, io, async () => {
      const { mode } = parseArgs({ args, options: { mode: { type: "string" } } }).values
      if (mode !== "full-name" && mode !== "surname-first") throw new Usage()
      const names = (await io.stdin()).split(/\r\n|\r|\n/).filter((line) => line.trim() !== "")
      const rare = [...new Set(names.flatMap(unknownCharacters))]
      if (rare.length > 0) io.err(fill(zh.rareCharacter, { characters: rare.join("") }))
      const sorted = sortNames(names, mode satisfies NameOrder)
      if (sorted.length > 0) io.out(sorted.join("\n"))
    }),
}

const inspect: Command = {
  name: "attendees.inspect",
  usage: "attendees.inspect FILE [--map JSON]",
  run: (args, io) =>
    guarded(inspect, io, async () => {
      const { values, positionals } = parseArgs({ args, options: { map: { type: "string" } }, allowPositionals: true })
      const [file, ...more] = positionals
      if (!file || more.length > 0) throw new Usage()
      const map = values.map === undefined ? undefined : mapOf(values.map)
      const { sheet, rows } = await readSheet(await bytesOf(file), basename(file), looksLikeRoster)
      const found = inspectRows(rows, { map })
      io.out(
        JSON.stringify(
          {
            sheet,
            headerRow: found.headers.row,
            columns: found.columns,
            rows: found.rows,
            accepted: found.people.length,
            problems: found.problems.map(shown),
            duplicates: found.duplicates,
          },
          null,
          1,
        ),
      )
    }),
}

const shown = ({ row, column, code, data }: RosterProblem) => ({ row, column, code, message: fill(zh[code], data) })

async function bytesOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file)
  } catch (error) {
    throw new Error(`${file}：${(error as NodeJS.ErrnoException).code === "ENOENT" ? "没有这个文件" : (error as Error).message}`)
  }
}

function mapOf(json: string): ColumnMap {
  try {
    return ColumnMap.parse(JSON.parse(json))
  } catch {
    throw new Error(`--map：应为 JSON，形如 {"name":"姓名","delegation":"代表团"}；可用的栏目：${Field.options.join("、")}`)
  }
}

/** 0 done, 1 refused in one sentence, 2 wrong usage. */
async function guarded(command: Command, io: Io, work: () => Promise<void>): Promise<number> {
  try {
    await work()
    return 0
  } catch (error) {
    if (error instanceof Usage || String((error as NodeJS.ErrnoException).code).startsWith("ERR_PARSE_ARGS")) {
      io.err(`用法：${command.usage}`)
      return 2
    }
    io.err(error instanceof Refusal ? sentenceOf(error) : (error as Error).message)
    return 1
  }
}

function sentenceOf({ code, data }: Refusal): string {
  const spec = { ...house[refusalsOf], ...attendees[refusalsOf] }[code]
  return spec ? fill(spec.sentence["zh-CN"], data) : code
}

export const commands: Command[] = [sort, inspect]
