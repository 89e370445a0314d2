import { expect, test } from "vitest"
import { covers, sessionOf } from "./session.ts"
import { shellAt } from "./shell.ts"

const meeting = "0193aaaa-0000-7000-8000-000000000001"
const another = "0193aaaa-0000-7000-8000-000000000002"

test.each([
  ["*", "papers.issue", true],
  ["papers.*", "papers.issue", true],
  ["papers.issue", "papers.issue", true],
  ["papers.issue", "papers.issueAll", false],
  ["paper.*", "papers.issue", false],
])("%s covers %s: %s", (pattern, operation, answer) => {
  expect(covers(pattern, operation)).toBe(answer)
})

test("a right in one meeting is no right in another, and none in the house", () => {
  const session = sessionOf({ kind: "account", id: meeting, name: "陈洁" }, [{ operations: ["attendees.*"], meetingIds: [meeting] }])

  expect(session.may("attendees.list", meeting)).toBe(true)
  expect(session.may("attendees.list", another)).toBe(false)
  expect(session.may("attendees.list")).toBe(false)
})

test("a right in the house holds in every meeting", () => {
  expect(sessionOf(null, [{ operations: ["*"], meetingIds: null }]).may("voting.open", another)).toBe(true)
})

test.each([
  ["/", "desk"],
  ["/meetings/1/roster", "desk"],
  ["/m/", "phone"],
  ["/m", "phone"],
  ["/meetings", "desk"],
  ["/gate/", "gate"],
  ["/screen/", "screen"],
])("the page at %s belongs to the shell %s", (path, shell) => {
  expect(shellAt(path)).toBe(shell)
})
