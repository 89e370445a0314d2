/** 代表、会场、新闻画面: the three with whose eyes a rehearsal is walked (“跳出会务看会务”). */
import { z } from "zod"

export const Role = z.enum(["delegate", "hall", "news"])
export type Role = z.infer<typeof Role>
