import { expect, test } from "vitest"
import { membersIn } from "./rules.ts"

const categories = [
  { key: "member", name: "组成人员", mayVote: true },
  { key: "observer", name: "列席", mayVote: false },
]
const short = (typed: string, from = 0) =>
  membersIn(typed, categories, from).members.map(({ name, unit, post, rank, category, mayVote }) => [name, unit, post, rank, category, mayVote])

test("rows copied from a sheet are members in their order", () => {
  expect(short("林知远\t市政府\t市长\t组成人员\n李　强\t市财政局\t局长\t列席\n", 4)).toEqual([
    ["林知远", "市政府", "市长", 5, "member", true],
    ["李强", "市财政局", "局长", 6, "observer", false],
  ])
})

test("a header says what the columns are, in whatever order", () => {
  expect(short("序号\t职务\t姓名\t名次\n1\t市长\t林知远\t3")).toEqual([["林知远", "", "市长", 3, "member", true]])
})

test("names typed by hand, with commas or blanks, are read too; empty lines are nothing", () => {
  expect(short("林知远，市政府，市长\n\n王立新 市政府").map(([name, unit]) => [name, unit])).toEqual([
    ["林知远", "市政府"],
    ["王立新", "市政府"],
  ])
})

test("a category that the template does not have is told", () => {
  expect(membersIn("林知远\t市政府\t市长\t特邀", categories).unknown).toEqual(["特邀"])
})
