import { Refusal } from "#kernel/contract.ts"
import common from "../data/common-passwords.json" with { type: "json" }
import type { Policy } from "./contract.ts"

type Rules = Pick<Policy, "minLength" | "minClasses">

/** GB/T 22239—2019 8.1.4.1 a): 身份鉴别信息具有复杂度要求. Throws the refusal that says what is missing. */
export function mustBeGoodPassword(password: string, username: string, { minLength, minClasses }: Rules): void {
  if (password.length < minLength) throw new Refusal("access.passwordShort", { least: minLength })
  if (classesOf(password) < minClasses) throw new Refusal("access.passwordPlain", { least: minClasses })
  if (password.toLowerCase().includes(username.toLowerCase())) throw new Refusal("access.passwordNamed")
  if (isCommon(password)) throw new Refusal("access.passwordCommon")
}

/** Capitals, small letters, digits, and everything else (Han characters too). */
export const classesOf = (password: string): number => [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{Lu}\p{Ll}\p{Nd}]/u].filter((kind) => kind.test(password)).length

const alike: Record<string, string> = { "0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", $: "s", "!": "i" }
const words = new Set(common)

/** P@ssw0rd2024! is still “password”: read as its letters, the digits and signs around them do not count; nor does one character or a row of keys again and again. */
export function isCommon(password: string): boolean {
  const small = password.toLowerCase()
  const inner = small.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "")
  const letters = (text: string) => [...text].map((sign) => alike[sign] ?? sign).join("")
  return [small, inner, letters(small), letters(inner), letters(small).replace(/[^a-z]+/g, "")].some((form) => words.has(form)) || new Set(small).size < 4
}

const browsers = [
  [/MicroMessenger/, "微信 WeChat"],
  [/Edg(e|A|iOS)?\//, "Edge"],
  [/QQBrowser\//, "QQ Browser"],
  [/Firefox\/|FxiOS\//, "Firefox"],
  [/Chrome\/|CriOS\//, "Chrome"],
  [/Safari\//, "Safari"],
] as const
const systems = [
  [/HarmonyOS|OpenHarmony/, "HarmonyOS"],
  [/Android/, "Android"],
  [/iPhone|iPad/, "iOS"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/UOS|Kylin|Linux/, "Linux"],
] as const

/** What a person calls the browser that says this of itself; "" where it is none we know. */
export function browserOf(userAgent: string): { browser: string; system: string } {
  const found = (known: readonly (readonly [RegExp, string])[]) => known.find(([sign]) => sign.test(userAgent))?.[1] ?? ""
  return { browser: found(browsers), system: found(systems) }
}
