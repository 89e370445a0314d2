import { existsSync, readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { tally, tallyInput } from "./rules.ts"

const file = new URL("../../../../../shared/data/ballot-cases.json", import.meta.url)
const missing = !existsSync(file)
type Case = { id: string; input: unknown; expect: Record<string, unknown> }
const cases: Case[] = missing ? [] : JSON.parse(readFileSync(file, "utf8")).cases

describe("the open cases of practice are decided as expected", () => {
  test.skipIf(missing)("the folder shared/data holds 25 of them", () => expect(cases).toHaveLength(25))

  for (const { id, input, expect: expected } of cases) {
    test(`case ${id}`, () => {
      const { poll, roll, ballots, counts } = tallyInput(input)
      expect(tally(poll, roll, { ballots, counts })).toMatchObject(expected)
    })
  }
})
