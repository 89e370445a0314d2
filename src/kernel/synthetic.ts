/** Made-up people, the same for the same seed: for demonstrations and tests, never anybody real. */
import material from "#kernel/data/surnames.json" with { type: "json" }

export type SyntheticPerson = {
  name: string
  sex: "男" | "女"
  ethnicity: string
  delegation: string
  unit: string
  post: string
  category: "正式代表" | "列席代表" | "特邀代表"
  /** 团长, 副团长 or nothing */
  role: string
  /** Place by rank for the first few, who sit on the rostrum. */
  rank: number | null
}

/** mulberry32: small, fast, and the same on every machine. */
function dice(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

type Weighted = readonly (readonly [string, number])[]
const pairs = (list: (string | number)[][]): Weighted => list.map(([word, weight]) => [String(word), Number(weight)] as const)

function weighted(list: Weighted, roll: number): string {
  let left = roll * list.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [word, weight] of list) {
    left -= weight
    if (left < 0) return word
  }
  return list[0]![0]
}

const surnames = pairs(material.surnames)
const ethnicities = pairs(material.ethnicities)
const pick = <T>(list: readonly T[], roll: number): T => list[Math.floor(roll * list.length)]!

const given = { 男: [...material.givenMale], 女: [...material.givenFemale] }

function nameOf(roll: () => number, sex: "男" | "女"): string {
  const first = pick(given[sex], roll())
  // about a quarter of all names have two characters
  return weighted(surnames, roll()) + (roll() < 0.26 ? first : first + pick(given[sex], roll()))
}

/** `count` people in `delegations` delegations of nearly equal size, in no particular order within them; each delegation has a leader and two deputies. */
export function syntheticPeople(
  count: number,
  seed = 1,
  delegations = Math.min(material.delegations.length, Math.max(1, Math.round(count / 85))),
): SyntheticPerson[] {
  const roll = dice(seed)
  const rostrum = Math.min(31, Math.floor(count / 10))
  return Array.from({ length: count }, (_, index) => {
    const delegation = Math.floor((index * delegations) / count)
    const inside = index - Math.ceil((delegation * count) / delegations)
    const sex = roll() < 0.73 ? "男" : "女"
    const name = nameOf(roll, sex)
    const place = delegation < material.delegations.length ? material.delegations[delegation]! : `第${delegation + 1}代表团`
    const rank = inside === 0 && delegation < rostrum ? delegation + 1 : null
    return {
      name,
      sex,
      ethnicity: weighted(ethnicities, roll()),
      delegation: place,
      unit: `${place}${pick(material.units, roll())}`,
      post: pick(material.posts, roll()),
      category: "正式代表",
      role: inside === 0 ? "团长" : inside <= 2 && count / delegations > 10 ? "副团长" : "",
      rank,
    }
  })
}
