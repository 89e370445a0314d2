import { expect, test } from "vitest"
import { runCommand } from "./main.ts"

async function asked(args: string[], stdin = ""): Promise<{ code: number; out: string; err: string }> {
  const said = { out: "", err: "" }
  const code = await runCommand(args, {
    stdin: async () => stdin,
    out: (text) => {
      said.out += `${text}\n`
    },
    err: (text) => {
      said.err += `${text}\n`
    },
  })
  return { code, ...said }
}

test("without a command the help names every command, on standard error", async () => {
  const { code, out, err } = await asked([])
  expect(code).toBe(2)
  expect(out).toBe("")
  for (const name of ["serve", "demo", "names.sort", "attendees.inspect", "seating.rostrum", "voting.tally", "backup --out", "backup.check", "restore FILE"])
    expect(err).toContain(name)
})

test("asking for help is no mistake", async () => {
  expect((await asked(["--help"])).code).toBe(0)
})

test("a command that does not exist is wrong usage, said in a sentence", async () => {
  const { code, out, err } = await asked(["seating.dance"])
  expect({ code, out }).toEqual({ code: 2, out: "" })
  expect(err).toContain("没有“seating.dance”这个命令")
})

test("a command of a module answers JSON on standard output and nothing else there", async () => {
  const { code, out, err } = await asked(["seating.rostrum", "--count", "4"])
  expect({ code, err }).toEqual({ code: 0, err: "" })
  expect(JSON.parse(out)).toEqual([3, 1, 2, 4])
})

test("names are sorted line by line", async () => {
  expect((await asked(["names.sort", "--mode", "surname-first"], "王芳\n丁一\n")).out).toBe("丁一\n王芳\n")
})

test.each([
  [["demo", "--delegates", "3"]],
  [["demo", "--delegates", "many"]],
  [["demo", "--roster", "a.xlsx", "--delegates", "20"]],
  [["demo", "--loud"]],
  [["serve", "now"]],
  [["backup"]],
  [["backup", "--out"]],
  [["backup", "--out", "a.tar", "b.tar"]],
  [["backup.check"]],
  [["restore"]],
  [["restore", "a.tar", "b.tar"]],
  [["restore", "--force"]],
])("%j is wrong usage", async (args) => {
  const { code, out, err } = await asked(args)
  expect({ code, out }).toEqual({ code: 2, out: "" })
  expect(err).not.toBe("")
})

test("a demonstration with a roster that is not there is refused before anything is begun", async () => {
  const { code, err } = await asked(["demo", "--roster", "/nowhere/roster.xlsx"])
  expect(code).toBe(1)
  expect(err).toContain("/nowhere/roster.xlsx")
})
