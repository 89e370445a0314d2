/** Shares of a whole (过半数, 三分之二以上) in whole numbers, for quorums and thresholds. */

/** `strict`: more than num/den (超过, 过半数); otherwise at least (以上). */
export type Share = { num: number; den: number; strict: boolean }

/** The least whole number that satisfies the share. Callers keep num × whole below 2^53, so that nothing rounds. */
export function leastOf({ num, den, strict }: Share, whole: number): number {
  const product = num * whole
  const full = (product - (product % den)) / den
  return strict || product % den !== 0 ? full + 1 : full
}
