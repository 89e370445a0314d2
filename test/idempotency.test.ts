import fc from "fast-check"
import { expect, test } from "vitest"
import { access } from "#modules/access/contract.ts"
import { units } from "#modules/units/contract.ts"
import { as, house, Refused } from "./harness.ts"

let runs = 0
const request = fc.record({ key: fc.integer({ min: 1, max: 3 }), body: fc.integer({ min: 1, max: 2 }) })
type Outcome = { key: number; body: number; id?: string; code?: string }

/** Batches one after the other, the requests of a batch at the same moment. */
async function sendAll(run: string, batches: { key: number; body: number }[][]): Promise<Outcome[]> {
  const owner = await as("*")
  const outcomes: Outcome[] = []
  for (const batch of batches) {
    const answers = batch.map(async ({ key, body }) => {
      try {
        const { id } = await owner(units.add, { name: `${run}第${key}件${body}` }, { key: `${run}-${key}` })
        return { key, body, id }
      } catch (error) {
        if (error instanceof Refused) return { key, body, code: error.code }
        throw error
      }
    })
    outcomes.push(...(await Promise.all(answers)))
  }
  return outcomes
}

test("however requests repeat, one after the other or at once, a key does its work once and answers the same; another body is refused", async () => {
  const owner = await as("*")
  const { platform } = await house()
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(request, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 }), async (batches) => {
      const run = `试${String(runs++).padStart(3, "0")}`
      const outcomes = await sendAll(run, batches)
      for (const key of new Set(outcomes.map((one) => one.key))) {
        const own = outcomes.filter((one) => one.key === key)
        const done = own.filter(({ id }) => id)
        expect(new Set(done.map(({ id }) => id)).size, `units made under key ${key}`).toBe(1)
        expect(new Set(done.map(({ body }) => body)).size, `bodies answered under key ${key}`).toBe(1)
        const codes = own.flatMap(({ code }) => code ?? [])
        expect(codes.filter((code) => code !== "house.inFlight" && code !== "house.keyReused")).toEqual([])
        const made = await owner(units.list, { find: `${run}第${key}件` })
        expect(made.map(({ id }) => id)).toEqual([done[0]?.id])
        const { rows } = await platform.pool.query("select count(*)::int as count from audit_entry where object_id = $1 and result = 'done'", [done[0]?.id])
        expect(rows[0].count, "audit entries of the one command").toBe(1)
      }
    }),
    { numRuns: 30 },
  )
})

test("a refusal is not remembered: what was refused may succeed under the same key", async () => {
  const owner = await as("*")
  const { id } = await owner(units.add, { name: "先来的" })
  await expect(owner(units.add, { name: "先来的" }, { key: "second" })).rejects.toMatchObject({ code: "units.nameTaken" })
  await owner(units.remove, { id })
  expect((await owner(units.add, { name: "先来的" }, { key: "second" })).name).toBe("先来的")
})

const change = fc.constantFrom("grant" as const, "revoke" as const, "narrow" as const, "widen" as const)

test("whatever was granted, taken or changed counts from the next request on", async () => {
  const owner = await as("*")
  const clerk = await as("nothing.atAll")
  const role = await owner(access.addRole, { name: "查看单位", operations: ["units.list"] })
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
      let grantId: string | undefined
      let isWide = true
      for (const what of changes) {
        if (what === "grant" && !grantId) grantId = (await owner(access.grant, { accountId: clerk.id, roleId: role.id, at: { kind: "system" } })).id
        if (what === "revoke" && grantId) {
          await owner(access.revokeGrant, { id: grantId })
          grantId = undefined
        }
        if (what === "narrow" || what === "widen") {
          isWide = what === "widen"
          await owner(access.changeRole, { ...role, operations: [isWide ? "units.list" : "units.get"] })
        }
        const outcome = await clerk(units.list, {}).then(
          () => "allowed",
          (error: Refused) => error.code,
        )
        expect(outcome).toBe(grantId && isWide ? "allowed" : "house.mayNot")
      }
      if (grantId) await owner(access.revokeGrant, { id: grantId })
      await owner(access.changeRole, { ...role, operations: ["units.list"] })
    }),
    { numRuns: 10 },
  )
})

test("what an answer told is remembered sealed, and told again word for word", async () => {
  const owner = await as("*")
  const { platform } = await house()
  const first = await owner(units.add, { name: "机要交通处" }, { key: "sealed" })
  const { rows } = await platform.pool.query("select i::text as kept from idempotency i where key = 'sealed'")
  expect(rows).toHaveLength(1)
  expect(rows[0].kept).not.toContain("机要交通处")
  expect(rows[0].kept).not.toContain(first.id)
  expect(await owner(units.add, { name: "机要交通处" }, { key: "sealed" })).toEqual(first)
})
