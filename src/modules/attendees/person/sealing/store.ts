/** Numbers stand sealed in their row, and are found by what only this house can compute of them: of 10 000 endings anybody could try them all, but not without the key. */
import { createHmac } from "node:crypto"
import type { Keys } from "#server/keys.ts"

const about = (what: "phone" | "idNumber" | "custom", id: string) => `attendee.${what}/${id}`
const hashed = (keys: Keys, what: "phone" | "phoneTail" | "id" | "idTail", digits: string) =>
  createHmac("sha256", keys.secret("attendees.numbers")).update(`${what}/${digits}`).digest("base64url")

export type Numbers = {
  phone_sealed: string | null
  phone_hash: string | null
  phone_tail: string | null
  id_sealed: string | null
  id_hash: string | null
  id_tail: string | null
}

export const phoneColumns = (keys: Keys, id: string, phone: string | null): Pick<Numbers, "phone_sealed" | "phone_hash" | "phone_tail"> =>
  phone === null
    ? { phone_sealed: null, phone_hash: null, phone_tail: null }
    : { phone_sealed: keys.seal(phone, about("phone", id)), phone_hash: hashed(keys, "phone", phone), phone_tail: hashed(keys, "phoneTail", phone.slice(-4)) }

export const idColumns = (keys: Keys, id: string, idNumber: string | null): Pick<Numbers, "id_sealed" | "id_hash" | "id_tail"> =>
  idNumber === null
    ? { id_sealed: null, id_hash: null, id_tail: null }
    : { id_sealed: keys.seal(idNumber, about("idNumber", id)), id_hash: hashed(keys, "id", idNumber), id_tail: hashed(keys, "idTail", idNumber.slice(-4)) }

export const openPhone = (keys: Keys, id: string, sealed: string | null): string | null => sealed && keys.open(sealed, about("phone", id))
export const openId = (keys: Keys, id: string, sealed: string | null): string | null => sealed && keys.open(sealed, about("idNumber", id))

/** A sensitive field of the meeting's own is sealed by itself, so that one can go without the others. */
export const sealCustom = (keys: Keys, id: string, value: string): string => keys.seal(value, about("custom", id))
export const openCustom = (keys: Keys, id: string, sealed: string): string => keys.open(sealed, about("custom", id))

/** A whole number, or the last four of one: nothing shorter, or a number could be read out digit by digit. */
export function numberHashes(keys: Keys, find: string): { phone: string; phoneTail: string | null; id: string; idTail: string | null } | undefined {
  const number = find.replace(/[\s-]/g, "").toUpperCase()
  if (!/^\+?\d{3,}[\dX]$/.test(number)) return undefined
  const isTail = number.length === 4
  return {
    phone: hashed(keys, "phone", number),
    phoneTail: isTail ? hashed(keys, "phoneTail", number) : null,
    id: hashed(keys, "id", number),
    idTail: isTail ? hashed(keys, "idTail", number) : null,
  }
}

/** 138****6021: enough to recognise a number by, not enough to call it. */
export const maskedPhone = (phone: string): string => (phone.length > 7 ? `${phone.slice(0, 3)}****${phone.slice(-4)}` : `****${phone.slice(-2)}`)
export const maskedId = (number: string): string => (number.length === 18 ? `**************${number.slice(-4)}` : `****${number.slice(-2)}`)
export const coveredValue = "****"
