import type { Basis, SensitiveField } from "./contract.ts"

type Usual = { basis: Basis; keepDays: number; longest: number }

/**
 * How long after departure, unless the office says less or a little more: what proves who somebody is goes first (个人信息保护法第十九条: the shortest time needed).
 * `longest`: no meeting may keep it beyond.
 */
export const usual: Record<SensitiveField, Usual> = {
  idNumber: { basis: "consent", keepDays: 7, longest: 30 },
  photo: { basis: "consent", keepDays: 7, longest: 30 },
  birth: { basis: "duty", keepDays: 30, longest: 180 },
  phone: { basis: "need", keepDays: 30, longest: 180 },
  diet: { basis: "consent", keepDays: 7, longest: 30 },
  politics: { basis: "duty", keepDays: 90, longest: 365 },
  ethnicity: { basis: "duty", keepDays: 90, longest: 365 },
}
export const usualOfOwn: Usual = { basis: "consent", keepDays: 7, longest: 180 }
export const usualOf = (field: string): Usual => usual[field as SensitiveField] ?? usualOfOwn

/** ISO 7064 MOD 11-2: the last character of an 18-digit number follows from the others. */
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
export function isIdNumber(number: string): boolean {
  if (!/^\d{17}[\dX]$/.test(number)) return false
  const sum = weights.reduce((all, weight, at) => all + weight * Number(number[at]), 0)
  return "10X98765432"[sum % 11] === number[17] && !Number.isNaN(Date.parse(birthIn(number)))
}
export const birthIn = (number: string): string => `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`
export const sexIn = (number: string): "male" | "female" => (Number(number[16]) % 2 === 1 ? "male" : "female")

export type Doubt = "idNumberBirth" | "idNumberSex"
type Person = { idNumber: string | null; birth: string | null; sex: "male" | "female" | null }
/** What an ID number says against the rest of the person. Other documents (passports, 回乡证) say nothing. */
export function doubtsAbout({ idNumber, birth, sex }: Person): Doubt[] {
  if (!idNumber || !isIdNumber(idNumber)) return []
  return [
    ...(birth && !birthIn(idNumber).startsWith(birth) ? (["idNumberBirth"] as const) : []),
    ...(sex && sexIn(idNumber) !== sex ? (["idNumberSex"] as const) : []),
  ]
}
/** 18 characters of digits mean an identity card: then its last one must be right. */
export const isMistyped = (number: string): boolean => /^\d{17}[\dX]$/.test(number) && !isIdNumber(number)
