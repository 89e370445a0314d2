/** How often one may ask. By person, device or link once it is known; by address only before. */
import type { FastifyInstance, FastifyRequest } from "fastify"
import { type Operation, Refusal } from "#kernel/contract.ts"

/** 10 tries of a password a minute: for one name (however it is spelt) from one address, or for the account that changes its own. */
const passwordRate = {
  max: 10,
  timeWindow: "1 minute",
  hook: "preHandler",
  keyGenerator: ({ ip, body, actor }: FastifyRequest) => {
    const name = (body as { username?: unknown } | undefined)?.username
    return actor.kind === "account" && name === undefined ? actor.id : `${ip}/${String(name).normalize("NFC").trim().toLowerCase().slice(0, 40)}`
  },
}
/** One person's or device's own share, wherever it comes from: a hall's 3 000 phones have one address, so an address alone has a hall's share. */
function ownRate(rate: number): object {
  return {
    max: ({ actor }: FastifyRequest) => (actor.kind === "public" ? rate * 10 : rate),
    timeWindow: "1 minute",
    keyGenerator: ({ ip, actor }: FastifyRequest) => (actor.kind === "public" ? ip : `${actor.kind}:${actor.id}`),
  }
}

/** A vote or a scan is never turned away. */
const neverLimited = new Set(["checkin.scan", "voting.cast"])

const triesPassword = new Set(["access.signIn", "access.changePassword", "access.beginTotp", "access.confirmTotp", "access.endTotp", "access.renewRecovery"])

/** `rate`: requests a minute; 0: no limit but that of passwords. */
export const rateWith =
  (rate: number) =>
  ({ name }: Operation): object | undefined => {
    if (triesPassword.has(name)) return passwordRate
    return rate === 0 || neverLimited.has(name) ? undefined : ownRate(rate)
  }

/** Every try of a password costs the machine a tenth of a second, whatever the name: from one address a morning's staff come in, not a machine with a list of names. */
const signInsAMinute = 120
export function limitSignIns(app: FastifyInstance, rate: number): void {
  if (rate === 0) return
  const ofAddress = app.createRateLimit({ max: signInsAMinute, timeWindow: "1 minute", keyGenerator: ({ ip }) => ip })
  app.addHook("onRequest", async (request) => {
    if (request.routeOptions.url !== "/api/access/signIn") return
    const taken = await ofAddress(request)
    if (!taken.isAllowed && taken.isExceeded) throw new Refusal("house.tooMany", { seconds: taken.ttlInSeconds })
  })
}
