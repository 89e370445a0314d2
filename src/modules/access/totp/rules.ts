/** RFC 6238: a code of six digits for each half minute. */
import { createOTP } from "@better-auth/utils/otp"

const period = 30

export const stepAt = (now: number): number => Math.floor(now / 1000 / period)

/** The step whose code this is: the present one or a neighbour, since a phone's clock is never quite ours. */
export async function stepOf(secret: string, code: string, now: number): Promise<number | undefined> {
  const present = stepAt(now)
  for (const step of [present, present - 1, present + 1]) if ((await createOTP(secret).hotp(step)) === code) return step
  return undefined
}

/** What the QR of an enrolment says; the key in it is what one types where no camera is at hand. */
export const uriOf = (secret: string, { organisation, username }: { organisation: string; username: string }): string =>
  createOTP(secret).url(`会序 ${organisation}`, username)

export const keyOf = (uri: string): string => new URL(uri).searchParams.get("secret") ?? ""
