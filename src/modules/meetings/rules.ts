import { Refusal } from "#kernel/contract.ts"
import { addDays, daysBetween } from "#kernel/dates.ts"
import type { Dates } from "./contract.ts"
import { type AskedSecrecy, Secrecy } from "./secrecy/contract.ts"
import type { Template } from "./templates/shape/contract.ts"

export function mustBeInOrder({ arrivesOn, startsOn, endsOn, departsOn }: Dates): void {
  if (arrivesOn > startsOn || startsOn > endsOn || endsOn > departsOn) throw new Refusal("meetings.datesOutOfOrder")
}

export function mustLastLongEnough({ startsOn, endsOn }: Dates, template: Pick<Template, "title" | "defaults">, locale: "zh-CN" | "en"): void {
  if (daysBetween(startsOn, endsOn) + 1 < template.defaults.minDays)
    throw new Refusal("meetings.tooShort", { template: template.title[locale], days: template.defaults.minDays })
}

// 保密法 第三十条: 涉密信息不得在未采取保密措施的网络上存储、处理
export function mustNotBeSecret(asked: AskedSecrecy): Secrecy {
  const allowed = Secrecy.safeParse(asked)
  if (!allowed.success) throw new Refusal("meetings.secretsStayOffline")
  return allowed.data
}

export function mustBeZone(zone: string): string {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone })
    return zone
  } catch {
    throw new Refusal("meetings.unknownZone", { zone })
  }
}

/** The dates a template proposes for a meeting that opens on this day. */
export function proposedDates(startsOn: string, defaults: { days: number; arrivesBefore: number; departsAfter: number; opensAt: string }): Dates {
  const endsOn = addDays(startsOn, defaults.days - 1)
  return {
    arrivesOn: addDays(startsOn, -defaults.arrivesBefore),
    startsOn,
    endsOn,
    departsOn: addDays(endsOn, defaults.departsAfter),
    opensAt: defaults.opensAt,
  }
}
