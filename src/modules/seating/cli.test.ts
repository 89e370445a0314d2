import { describe, expect, test } from "vitest"
import { commands } from "./cli.ts"

async function run(...args: string[]) {
  const out: string[] = []
  const err: string[] = []
  const command = commands.find((one) => one.name === "seating.rostrum")!
  const code = await command.run(args, { stdin: async () => "", out: (text) => out.push(text), err: (text) => err.push(text) })
  return { code, out: out.join(""), err: err.join("") }
}

describe("seating.rostrum", () => {
  test("prints the ranks from left to right as the audience sees them", async () => {
    expect(await run("--count", "4")).toEqual({ code: 0, out: "[3,1,2,4]", err: "" })
    expect(await run("--count", "4", "--even", "two-right")).toEqual({ code: 0, out: "[4,2,1,3]", err: "" })
  })

  test.each([[["--count", "0"]], [["--count", "x"]], [["--count", "-3"]], [["--count", "4.5"]], [["--count", "4", "--even", "left"]]])(
    "%j is answered with one sentence and nothing on standard output",
    async (args) => {
      const answer = await run(...args)
      expect(answer.out).toBe("")
      expect(answer.err).not.toBe("")
      expect(answer.code).toBeGreaterThan(0)
    },
  )

  test("without --count, or with an unknown option, the usage is shown", async () => {
    expect((await run()).code).toBe(2)
    expect((await run("--count", "3", "--odd", "x")).code).toBe(2)
  })
})
