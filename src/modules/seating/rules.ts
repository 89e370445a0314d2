/** 主席台座次: who sits where on the rostrum. */

/** 2 at 1's left hand when the number is even ("two-left", most guides), or at 1's right hand ("two-right"). */
export type EvenScheme = "two-left" | "two-right"

/**
 * Ranks from left to right as the audience sees them. Left is higher seen from the rostrum, so the person at 1's left hand stands right of him here.
 * 双数排法有两说 (2 在 1 之左 / 之右)，来源互相矛盾，所以由各单位自选。
 */
export function rostrumOrder(count: number, even: EvenScheme = "two-left"): number[] {
  const mirrored = even === "two-right" && count % 2 === 0
  const audienceLeft: number[] = []
  const audienceRight: number[] = []
  for (let rank = 2; rank <= count; rank++) (rank % 2 === 0 ? audienceRight : audienceLeft).push(rank)
  const line = [...audienceLeft.reverse(), ...(count > 0 ? [1] : []), ...audienceRight]
  return mirrored ? line.reverse() : line
}

/** Several rows: the front row is filled first and ranks continue behind it. Answers a line of ranks for each row, front row first. */
export function rostrumRows(count: number, capacities: readonly number[], even: EvenScheme = "two-left"): number[][] {
  const rows: number[][] = []
  let seated = 0
  for (const capacity of capacities) {
    const here = Math.min(capacity, count - seated)
    if (here <= 0) break
    const before = seated
    rows.push(rostrumOrder(here, even).map((rank) => rank + before))
    seated += here
  }
  return rows
}
