import { expect, test } from "vitest"
import { access } from "#modules/access/contract.ts"
import { units } from "#modules/units/contract.ts"
import { as, house } from "../../test/harness.ts"

test("more commands at once than there are connections ask where a unit stands, and none waits for the others", async () => {
  const owner = await as("*")
  const { id: accountId } = await as("units.list")
  const { platform } = await house()
  const { id: roleId } = (await owner(access.roles, {})).find(({ operations }) => !operations.includes("*"))!
  const places = await Promise.all(Array.from({ length: 30 }, (_, n) => owner(units.add, { name: `第${n}处` })))
  platform.places.forget()
  const given = await Promise.all(places.map(({ id }) => owner(access.grant, { accountId, roleId, at: { kind: "unit", id } })))
  expect(new Set(given.map(({ id }) => id)).size).toBe(30)
})
