import type { Spot } from "#modules/meetings/contract.ts"

/** Where something that stands by the name of the meeting's place or hall stands afterwards; anything else stays. */
export function elsewhere(place: string, from: Spot, to: Spot): string {
  if (place === "") return place
  if (place === from.hall) return to.hall
  if (place === from.place) return to.place
  for (const gap of ["", " ", "　"]) if (place === `${from.place}${gap}${from.hall}`) return `${to.place}${gap}${to.hall}`
  return place
}
