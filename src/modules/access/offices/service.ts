/** The set-up of a house, and its offices: three that are separated, or one owner. */
import { Refusal } from "#kernel/contract.ts"
import { newId } from "#kernel/ids.ts"
import { unitsService } from "#modules/units/service.ts"
import { slowFirst } from "#server/api.ts"
import type { Context, Grant } from "#server/context.ts"
import { type Office, Office as Offices, type Person } from "../accounts/contract.ts"
import { isHisOwn, openAccount } from "../accounts/store.ts"
import table from "../data/offices.json" with { type: "json" }
import { accountActor, hashedBy, newAccount } from "../passwords/service.ts"
import { keepPresets } from "../roles/service.ts"
import { addGrant, rolesOf } from "../roles/store.ts"
import { endSessions } from "../sessions/store.ts"
import type { Three } from "./contract.ts"
import * as store from "./store.ts"

/** What an office may do, and nothing else: none of it is a meeting's. */
export const grantOf = (office: Office): Grant => ({ operations: table[office], at: { kind: "system" } })

/** Throws access.lastOfOffice. Where one owner has it all there is nothing to keep. */
export async function mustKeepOffices(ctx: Context): Promise<void> {
  if ((await store.modeOf(ctx.db)) === "three" && (await store.officesHeld(ctx.db)) < Offices.options.length) throw new Refusal("access.lastOfOffice")
}

/** Where the offices are separated an administrator alone becomes nobody else, no clerk either: behind a clerk stands a meeting. */
export const needsTwoHands = async (ctx: Context, id: string): Promise<boolean> =>
  (await store.modeOf(ctx.db)) === "three" || (await store.officeOf(ctx.db, id)) !== undefined

const people = (three: Three) => Offices.options.map((office) => ({ office, ...three[office] }))
type Hashes = readonly string[]

/** Three names, three people. Throws access.samePerson. */
async function hashedThree(ctx: Context, three: Three): Promise<Hashes> {
  const all = people(three)
  const names = new Set(all.map(({ name }) => store.personOf(name)))
  if (names.size < all.length || new Set(all.map(({ username }) => username)).size < all.length) throw new Refusal("access.samePerson")
  return Promise.all(all.map((person) => hashedBy(ctx, person)))
}

async function addThree(ctx: Context, three: Three, hashes: Hashes): Promise<string[]> {
  const ids: string[] = []
  for (const [place, { office, ...person }] of people(three).entries()) {
    // each has typed his own at the set-up table; where one person typed all three they change them at their first sign-in
    const id = await newAccount(ctx, person, { passwordHash: hashes[place] ?? "", mustChange: true })
    await store.addOffice(ctx.db, { id, name: person.name, office })
    ids.push(id)
  }
  return ids
}

async function addOwner(ctx: Context, owner: Person, passwordHash: string): Promise<string> {
  const accountId = await newAccount(ctx, owner, { passwordHash, mustChange: false })
  const role = (await rolesOf(ctx.db)).find(({ operations }) => operations.includes("*"))
  const always = { at: { kind: "system" as const }, validFrom: null, validUntil: null, note: "", now: ctx.now }
  if (role) await addGrant(ctx.db, { ...always, id: newId(), accountId, roleId: role.id, by: owner.name })
  return accountId
}

type SetUp = { organisation: string } & (({ mode: "owner" } & Person) | ({ mode: "three" } & Three))

export const officeHandlers = {
  setUp: slowFirst(
    async (ctx: Context, asked: SetUp): Promise<Hashes> => {
      if (await store.organisationOf(ctx.db, false)) throw new Refusal("access.alreadySetUp")
      return asked.mode === "three" ? hashedThree(ctx, asked) : [await hashedBy(ctx, asked)]
    },
    async (ctx, asked, hashes) => {
      if (await store.organisationOf(ctx.db, true)) throw new Refusal("access.alreadySetUp")
      await store.setOrganisation(ctx.db, asked.organisation)
      await unitsService.add(ctx, { name: asked.organisation, parentId: null })
      await keepPresets(ctx.db, { withOwner: asked.mode === "owner" })
      await store.setMode(ctx.db, asked.mode)
      const first = asked.mode === "three" ? asked.systemAdmin.name : asked.name
      const accountId = asked.mode === "three" ? ((await addThree(ctx, asked, hashes))[0] ?? "") : await addOwner(ctx, asked, hashes[0] ?? "")
      ctx.actor = accountActor(accountId, first)
      return { accountId }
    },
  ),

  /** 单人负责 → 三员分立: the owner names three others and keeps only the work of meetings. */
  separate: slowFirst(hashedThree, async (ctx: Context, three: Three, hashes) => {
    await store.organisationOf(ctx.db, true)
    if ((await store.modeOf(ctx.db)) === "three") throw new Refusal("access.alreadySeparated")
    await addThree(ctx, three, hashes)
    await store.takeDownOwners(ctx.db, ctx.now)
    await store.setMode(ctx.db, "three")
    return {}
  }),

  async appoint(ctx: Context, { accountId, office }: { accountId: string; office: Office }) {
    if ((await store.modeOf(ctx.db)) !== "three") throw new Refusal("access.notSeparated")
    const account = await openAccount(ctx.db, accountId)
    if (!account) throw new Refusal("house.notFound")
    await store.addOffice(ctx.db, { id: accountId, name: account.name, office })
    // whoever opened the account knows its first password, and would hold the office as well
    if (!(await isHisOwn(ctx.db, accountId))) throw new Refusal("access.notYetHisOwn")
    await endSessions(ctx.db, accountId)
    return { accountId }
  },

  async dismiss(ctx: Context, { accountId }: { accountId: string }) {
    if (accountId === ctx.actor.id) throw new Refusal("access.notOneself")
    if (!(await store.removeOffice(ctx.db, accountId))) throw new Refusal("house.notFound")
    await mustKeepOffices(ctx)
    await endSessions(ctx.db, accountId)
    return { accountId }
  },

  duties: (ctx: Context) => store.dutiesOf(ctx.db),
}
