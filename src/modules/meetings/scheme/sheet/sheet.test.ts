import { expect, test } from "vitest"
import { house as platformOperations } from "#kernel/house.ts"
import { as, house, jobDone, refused } from "../../../../../test/harness.ts"
import { meetings } from "../../contract.ts"
import { givenMeeting } from "../../given.ts"
import { paperOf } from "./rules.ts"

test("the sections are numbered, empty lines left out, groups stand in under what they belong to, each annex stands by itself", () => {
  const text = {
    title: "大会方案",
    sections: [
      { key: "name", title: "会议名称", text: "第十次代表大会" },
      { key: "teams", title: "工作班子", text: "秘书处\n\n　秘书组" },
      { key: "budget", title: "会议经费", text: "" },
    ],
    annexes: [{ key: "programme", title: "会议日程", text: "12月8日　开幕" }],
  }
  const { title, body, annexes } = paperOf(text, { author: "海州市", mark: "（草案）", toFill: "（待填）" })
  expect(title).toBe("大会方案（草案）")
  const said = ["一、会议名称", "第十次代表大会", "二、工作班子", "秘书处", "　秘书组", "三、会议经费", "（待填）"]
  expect(body.map((paragraph) => paragraph.text)).toEqual(said)
  expect(body.map(({ level }) => level)).toEqual([1, 0, 1, 0, 0, 1, 0])
  expect(annexes).toEqual([{ title: "会议日程", body: [{ level: 0, text: "12月8日　开幕" }] }])
})

test("a scheme comes as PDF for the printer and as DOCX for the pen; without a scheme, or without the grant, it does not", async () => {
  const { meetingId } = await givenMeeting({ startsOn: "2030-12-10" })
  const clerk = await as("meetings.*", { meetingId })
  expect(await refused(clerk(meetings.printScheme, { meetingId, as: "pdf" }))).toBe("meetings.noScheme")
  await clerk(meetings.draftScheme, { meetingId })
  const { app } = await house()
  for (const [kind, first] of [
    ["pdf", "%PDF"],
    ["docx", "PK"],
  ] as const) {
    const { jobId } = await clerk(meetings.printScheme, { meetingId, as: kind })
    expect((await jobDone(jobId, clerk)).state).toBe("done")
    const { url, name } = await clerk(platformOperations.resultTicket, { id: jobId })
    expect(name).toMatch(new RegExp(`方案\\.${kind}$`))
    expect((await app.inject({ url, headers: clerk.headers })).rawPayload.subarray(0, first.length).toString()).toBe(first)
  }
  expect(await refused((await as("tasks.*", { meetingId }))(meetings.printScheme, { meetingId, as: "pdf" }))).toBe("house.mayNot")
})
