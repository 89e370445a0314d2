/** Broken rules as they are marked in the hall: the number of the rule in the list at the right stands at the place. */
import type { Finding } from "../contract.ts"
import type { Mark } from "./hall-ink.ts"
import { keyOf } from "./hall-places.ts"

/** More numbered discs than this would hide the seats they are about. */
const discs = 12

/** Broken rules first, the wrong before the doubtful, each with its number. */
export function inOrder(findings: readonly Finding[]): { finding: Finding; disc: number | null }[] {
  const weight = { wrong: 0, warning: 1, ok: 2 }
  const sorted = [...findings].sort((a, b) => weight[a.level] - weight[b.level])
  return sorted.map((finding, at) => ({ finding, disc: finding.level === "ok" ? null : at + 1 }))
}

export function marksOf(findings: readonly Finding[]): Mark[] {
  return inOrder(findings).flatMap(({ finding, disc }) =>
    finding.level === "ok"
      ? []
      : finding.spots.flatMap((spot, at) =>
          spot.places.map(
            (place, first): Mark => ({
              key: keyOf(place),
              level: finding.level === "wrong" ? "wrong" : "warning",
              disc: first === 0 && at < discs ? disc : null,
            }),
          ),
        ),
  )
}
