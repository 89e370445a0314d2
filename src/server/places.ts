/** Where a meeting, a series or a unit stands: what grants are weighed against, at every door and within its transactions. Kept in the process, or each command would pay a round trip for it. */
import type pg from "pg"

/** `units`: its own unit and all above it; none when it belongs to no unit. */
export type Place = { meetingId: string | null; seriesId: string | null; units: readonly string[] }
export type PlaceKind = "meeting" | "series" | "unit"
export type Places = {
  /** undefined: there is no such thing. */
  of(kind: PlaceKind, id: string): Promise<Place | undefined>
  /** After a change of units, series or meetings, in this process or another. */
  forget(): void
}

// the net under forget(): whatever was overheard counts no longer than this
const keepFor = 10_000
const keepAtMost = 10_000
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** The pool is its own: nobody who holds one of its connections waits for another. */
export function createPlaces(pool: pg.Pool): Places {
  const known = new Map<string, { place: Place; until: number }>()
  let forgotten = 0
  return {
    async of(kind, id) {
      const kept = known.get(`${kind}/${id}`)
      if (kept && kept.until > Date.now()) return kept.place
      if (!uuid.test(id)) return undefined
      const asked = forgotten
      const place = await read(pool, kind, id)
      if (known.size >= keepAtMost) known.clear()
      // what was read before a change must not be kept after it; what is not there may come into being at any moment
      if (place && asked === forgotten) known.set(`${kind}/${id}`, { place, until: Date.now() + keepFor })
      return place
    },
    forget() {
      forgotten += 1
      known.clear()
    },
  }
}

async function read(pool: pg.Pool, kind: PlaceKind, id: string): Promise<Place | undefined> {
  const { rows } = await pool.query<Place>({
    name: "places.of",
    text: `select meeting_id as "meetingId", series_id as "seriesId", units from place_v where kind = $1 and id = $2`,
    values: [kind, id],
  })
  return rows[0]
}
