/** Stretches of nearly equal length, the longer ones first: 41 people in 4 groups are 11, 10, 10, 10. */
export function stretches<T>(all: readonly T[], count: number): T[][] {
  const short = Math.floor(all.length / count)
  const longer = all.length % count
  return Array.from({ length: count }, (_, at) => {
    const from = at * short + Math.min(at, longer)
    return all.slice(from, from + short + (at < longer ? 1 : 0))
  })
}

const digits = "零一二三四五六七八九"
/** 第十二小组, as an office writes it; beyond ninety-nine in figures. */
export function groupName(number: number): string {
  if (number > 99) return `第${number}小组`
  const tens = Math.floor(number / 10)
  const ones = number % 10
  const spoken = tens === 0 ? digits[ones] : `${tens === 1 ? "" : digits[tens]}十${ones === 0 ? "" : digits[ones]}`
  return `第${spoken}小组`
}
