import ethnicities from "../../data/ethnicities.json" with { type: "json" }
import type { Incoming } from "../contract.ts"

/** Blanks of any width carry no meaning in a cell of one word. */
export const tidy = (cell: string): string => cell.normalize("NFKC").replace(/[\s\u3000\u00a0\u200b\ufeff]/gu, "")

const sexes: Record<string, "male" | "female"> = {
  男: "male",
  男性: "male",
  m: "male",
  male: "male",
  女: "female",
  女性: "female",
  f: "female",
  female: "female",
}
export const readSex = (value: string): "male" | "female" | null => sexes[value.toLowerCase()] ?? null

const known = new Set([...ethnicities.names, ...ethnicities.others])
const aliases: Record<string, string> = ethnicities.aliases
/** 回 → 回族; null when there is no such people. */
export function ethnicityIn(value: string): string | null {
  const full = aliases[value] ?? (known.has(value) ? value : `${value}族`)
  return known.has(full) ? full : null
}

type Role = Incoming["role"]
const roles: Record<string, Role> = {
  团长: "leader",
  代表团团长: "leader",
  leader: "leader",
  副团长: "deputy",
  代表团副团长: "deputy",
  deputy: "deputy",
  秘书: "secretary",
  代表团秘书: "secretary",
  secretary: "secretary",
  联络员: "liaison",
  代表团联络员: "liaison",
  liaison: "liaison",
}
const ordinary = ["团员", "组员", "成员", "代表", "member"]
/** null: an ordinary member; undefined: not to be understood. */
export const readRole = (value: string): Role | undefined => (ordinary.includes(value) ? null : roles[value.toLowerCase()])

const groupRoles: Record<string, Incoming["groupRole"]> = {
  召集人: "convenor",
  小组召集人: "convenor",
  组长: "convenor",
  convenor: "convenor",
  记录员: "recorder",
  记录人: "recorder",
  记录: "recorder",
  recorder: "recorder",
}
export const readGroupRole = (value: string): Incoming["groupRole"] | undefined => (ordinary.includes(value) ? null : groupRoles[value.toLowerCase()])

const parties: Record<string, string> = {
  党员: "中共党员",
  中共: "中共党员",
  中国共产党党员: "中共党员",
  预备党员: "中共预备党员",
  团员: "共青团员",
  无党派: "无党派人士",
}
export const fullPolitics = (value: string | null): string | null => value && (parties[tidy(value)] ?? value)

export type Remark = {
  sex: "male" | "female" | null
  ethnicity: string | null
  role: Role
  groupRole: Incoming["groupRole"]
  category: string | null
  rest: string
}

/** （女，回族） after a name marks women and minorities; what else the remark says stays a remark. */
export function parseRemark(text: string): Remark {
  const found: Remark = { sex: null, ethnicity: null, role: null, groupRole: null, category: null, rest: "" }
  const rest: string[] = []
  for (const part of text.split(/[，,、;；\n（）()]+/u)) {
    const word = tidy(part)
    if (!word) continue
    const sex = readSex(word)
    const role = readRole(word)
    if (sex) found.sex = sex
    else if (word.endsWith("族") && ethnicityIn(word)) found.ethnicity = ethnicityIn(word)
    else if (role && role !== "secretary" && role !== "liaison") found.role = role
    else if (word.endsWith("召集人") && readGroupRole(word)) found.groupRole = "convenor"
    else if (["列席", "特邀", "工作人员"].includes(word)) found.category = word
    else rest.push(part.trim())
  }
  return { ...found, rest: rest.join("，") }
}
