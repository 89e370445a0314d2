import { Refusal } from "#kernel/contract.ts"
import { addDays, daysBetween } from "#kernel/dates.ts"
import type { Dates } from "./contract.ts"
import { type AskedSecrecy, Secrecy } from "./secrecy/contract.ts"
import type { Template } from "./templates/shape/contract.ts"

/** A programme is made day by day: a mistyped year would make thousands of sessions. Two months hold every meeting an office holds. */
export const mostDays = 60
const daysIn = ({ arrivesOn, departsOn }: Dates): number => daysBetween(arrivesOn, departsOn) + 1

/** What is wrong with the days as such, whatever is held on them; null: nothing. */
export function wrongIn(dates: Dates): { code: "meetings.datesOutOfOrder" } | { code: "meetings.tooLong"; days: number } | null {
  const { arrivesOn, startsOn, endsOn, departsOn } = dates
  if (arrivesOn > startsOn || startsOn > endsOn || endsOn > departsOn) return { code: "meetings.datesOutOfOrder" }
  return daysIn(dates) > mostDays ? { code: "meetings.tooLong", days: daysIn(dates) } : null
}

export function mustBeInOrder(dates: Dates): void {
  const wrong = wrongIn(dates)
  if (wrong) throw new Refusal(wrong.code, wrong.code === "meetings.tooLong" ? { days: wrong.days, most: mostDays } : {})
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
