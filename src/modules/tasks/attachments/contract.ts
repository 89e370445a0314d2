/** 附件: papers of a task. */
import { z } from "zod"
import { command, query, refusal } from "#kernel/contract.ts"
import { Ticket } from "#kernel/house.ts"
import { Id } from "#kernel/types.ts"

export const TaskFile = z.object({ id: Id, name: z.string(), size: z.int() })
export type TaskFile = z.infer<typeof TaskFile>

const Which = z.object({ meetingId: Id, id: Id, fileId: Id })

export const attachmentOperations = {
  attach: command({ scope: "meeting" }, Which, z.array(TaskFile)),
  detach: command({ scope: "meeting" }, Which, z.array(TaskFile)),
  fileTicket: query({ scope: "meeting", audited: true }, Which, Ticket),
}

export const attachmentRefusals = {
  notUploaded: refusal(409, { "zh-CN": "文件没有上传成功，请重新选择", en: "The file was not uploaded; choose it again" }),
}
