import { describe, expect, test } from "vitest"
import { commands } from "./cli.ts"

const motion = { kind: "motion", choices: ["for", "against", "abstain"], base: "members", threshold: { num: 1, den: 2, strict: true } }

async function run(stdin: string, ...args: string[]) {
  const out: string[] = []
  const err: string[] = []
  const code = await commands[0]!.run(args, { stdin: async () => stdin, out: (text) => out.push(text), err: (text) => err.push(text) })
  return { code, out: out.join(""), err: err.join("\n") }
}

describe("voting.tally", () => {
  test("counts what stands on standard input and prints the outcome alone", async () => {
    const answer = await run(JSON.stringify({ poll: motion, roll: { members: 9, present: 9 }, counts: { for: 5, against: 4 } }))
    expect(answer).toMatchObject({ code: 0, err: "" })
    expect(JSON.parse(answer.out)).toMatchObject({ valid: true, needed: 5, passed: true, sentence: "应到9人，实到9人，赞成5票，需5票，通过。" })
  })

  test.each([
    ["a poll that makes no sense", JSON.stringify({ poll: { ...motion, threshold: { num: 2, den: 1, strict: false } }, roll: { members: 9, present: 9 } })],
    ["a field that is not known", JSON.stringify({ poll: { ...motion, weights: { 甲: 2 } }, roll: { members: 9, present: 9 } })],
    ["what is no JSON", "{"],
    ["nothing at all", ""],
  ])("refuses %s with one sentence and exit code 1", async (_, stdin) => {
    const answer = await run(stdin)
    expect(answer).toMatchObject({ code: 1, out: "" })
    expect(answer.err).not.toBe("")
    expect(answer.err).not.toContain("\n")
  })

  test("shows its usage when it is given arguments", async () => {
    expect(await run("{}", "poll.json")).toMatchObject({ code: 2, out: "" })
  })
})
