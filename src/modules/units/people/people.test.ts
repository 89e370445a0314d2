import { sql } from "kysely"
import { expect, test } from "vitest"
import { newId } from "#kernel/ids.ts"
import { as, house, refused } from "../../../../test/harness.ts"
import { units } from "../contract.ts"
import { givenBranch } from "../given.ts"
import { masked, phoneIn } from "./rules.ts"

const phone = "13876546021"

test("a phone is covered in lists, shown whole on an audited question, and whole for those whose work it is to call", async () => {
  const { office, top, desk } = await givenBranch()
  const { id } = await office(units.addPerson, { unitId: desk.id, name: "王晓明", phone, post: { title: "主任" } })
  const { rows, total } = await office(units.people, { unitId: top.id })
  expect({ rows, total }).toMatchObject({ total: 1, rows: [{ id, phone: "138****6021", posts: [{ unit: "办公室", title: "主任", isMain: true }] }] })
  const reader = await as("units.people", { kind: "unit", id: top.id })
  expect(await refused(reader(units.showPhone, { unitId: desk.id, id }))).toBe("house.mayNot")
  expect(await refused(reader(units.contact, { unitId: desk.id }))).toBe("house.mayNot")
  const caller = await as(["units.contact", "units.showPhone"], { kind: "unit", id: top.id })
  expect((await caller(units.contact, { unitId: desk.id })).rows[0]?.phone).toBe(phone)
  expect(await caller(units.showPhone, { unitId: desk.id, id })).toEqual({ phone })
  expect(await refused(caller(units.showPhone, { id }))).toBe("house.mayNot")
})

test("no table, no audit and no log of changes holds a number, and a person who is removed is gone", async () => {
  const { office, desk } = await givenBranch()
  const { platform } = await house()
  const { id, version } = await office(units.addPerson, { unitId: desk.id, name: "李卫", phone: "13911112222", email: "liwei@example.cn", note: "血压高" })
  const changed = await office(units.changePerson, { unitId: desk.id, id, version, name: "李伟", phone: "13911113333" })
  expect(changed).toMatchObject({ name: "李伟", phone: "139****3333" })
  await office(units.removePerson, { unitId: desk.id, id })
  expect(await refused(office(units.person, { unitId: desk.id, id }))).toBe("house.notFound")
  for (const table of ["person", "person_post", "audit_change", "audit_entry", "audit_pending", "audit_chain", "idempotency", "import_row"]) {
    const { rows } = await sql<{ text: string }>`select t::text as text from ${sql.table(table)} t`.execute(platform.db)
    for (const secret of ["13911112222", "13911113333", "liwei@", "血压高"])
      expect(
        rows.some(({ text }) => text.includes(secret)),
        `${secret} in ${table}`,
      ).toBe(false)
  }
})

test("somebody is found by characters, pinyin, initials, post, unit, the whole phone and its last four digits", async () => {
  const { office, top, desk } = await givenBranch()
  const { id } = await office(units.addPerson, { unitId: desk.id, name: "单雪梅", phone: "13876540077", post: { title: "机要秘书" } })
  await office(units.addPerson, { unitId: desk.id, name: "周明", phone: "13876540088" })
  for (const find of ["雪梅", "shanxue", "sxm", "机要", "13876540077", "0077", "138 7654 0077"])
    expect(
      (await office(units.people, { unitId: top.id, find })).rows.map((one) => one.id),
      find,
    ).toEqual([id])
  expect((await office(units.people, { unitId: top.id, find: "办公" })).total).toBe(2)
  for (const find of ["1387654", "007", "%", "_"]) expect((await office(units.people, { unitId: top.id, find })).total, find).toBe(0)
})

test("people stand in the order of the tree and, within a unit, in the order that is given to them", async () => {
  const { office, top, desk, staff } = await givenBranch()
  const add = async (unitId: string, name: string) => (await office(units.addPerson, { unitId, name })).id
  const [third, second, first, fourth] = [await add(desk.id, "丙"), await add(desk.id, "乙"), await add(top.id, "甲"), await add(staff.id, "丁")]
  await office(units.orderPosts, { unitId: desk.id, personIds: [second!, third!] })
  const order = async () => (await office(units.people, { unitId: top.id })).rows.map(({ id }) => id)
  expect(await order()).toEqual([first, second, third, fourth])
  await office(units.order, { parentId: top.id, ids: [staff.id, desk.id] })
  expect(await order()).toEqual([first, fourth, second, third])
  expect((await office(units.people, { unitId: top.id, below: false })).rows.map(({ id }) => id)).toEqual([first])
  expect((await office(units.people, { unitId: top.id, size: 2, page: 2 })).rows.map(({ id }) => id)).toEqual([second, third])
  expect(await refused(office(units.orderPosts, { unitId: desk.id, personIds: [second!] }))).toBe("units.orderIncomplete")
})

test("a person holds several posts, one of them the main one", async () => {
  const { office, desk, staff } = await givenBranch()
  const { id: personId, posts } = await office(units.addPerson, { unitId: desk.id, name: "周明", post: { title: "主任", from: "2021-03-01" } })
  const both = await office(units.addPost, { unitId: staff.id, personId, title: "副部长", isMain: true })
  expect(both.posts).toMatchObject([
    { unitId: staff.id, isMain: true },
    { unitId: desk.id, isMain: false, from: "2021-03-01" },
  ])
  expect(await refused(office(units.addPost, { unitId: staff.id, personId, title: "副部长" }))).toBe("units.postTaken")
  const [old] = posts
  expect(await refused(office(units.changePost, { unitId: desk.id, id: old!.id, from: "2021-03-01", until: "2020-01-01" }))).toBe("units.daysReversed")
  expect(await refused(office(units.changePost, { unitId: staff.id, id: old!.id }))).toBe("house.notFound")
  const left = await office(units.removePost, { unitId: staff.id, id: both.posts[0]!.id })
  expect(left.posts).toMatchObject([{ unitId: desk.id, isMain: true }])
  expect(await refused(office(units.removePost, { unitId: desk.id, id: old!.id }))).toBe("units.lastPost")
})

test("people of one name in one unit are told apart by a mark", async () => {
  const { office, desk } = await givenBranch()
  const one = await office(units.addPerson, { unitId: desk.id, name: "张伟" })
  const two = await office(units.addPerson, { unitId: desk.id, name: "张伟" })
  expect(two.sameName).toBe(true)
  await office(units.changePerson, { unitId: desk.id, id: one.id, version: one.version, name: "张伟", sameNameMark: "大" })
  expect((await office(units.people, { unitId: desk.id })).rows.map(({ sameName }) => sameName)).toEqual([false, false])
  expect(await refused(office(units.changePerson, { unitId: desk.id, id: one.id, version: one.version, name: "张伟" }))).toBe("house.stale")
})

test("a clerk reaches nobody of another branch: neither by name, nor by taking him into the own one, nor by removing him with his other posts", async () => {
  const mine = await givenBranch()
  const other = await givenBranch()
  const { office } = mine
  const clerk = await as("units.*", { kind: "unit", id: mine.top.id })
  const stranger = await office(units.addPerson, { unitId: other.desk.id, name: "吴江", phone })
  const asked = { unitId: mine.desk.id, id: stranger.id }
  expect(await refused(clerk(units.person, asked))).toBe("house.notFound")
  expect(await refused(clerk(units.showPhone, asked))).toBe("house.notFound")
  expect(await refused(clerk(units.changePerson, { ...asked, version: stranger.version, name: "吴江" }))).toBe("house.notFound")
  expect(await refused(clerk(units.removePerson, asked))).toBe("house.notFound")
  expect(await refused(clerk(units.addPost, { unitId: mine.desk.id, personId: stranger.id }))).toBe("house.notFound")
  const shared = await office(units.addPost, { unitId: mine.desk.id, personId: stranger.id, title: "兼职" })
  expect(await refused(clerk(units.removePerson, asked))).toBe("units.heldElsewhere")
  const own = shared.posts.find(({ unitId }) => unitId === mine.desk.id)!
  const kept = await clerk(units.changePost, { unitId: mine.desk.id, id: own.id, title: "兼职", isMain: true })
  expect(kept.posts.find(({ isMain }) => isMain)?.unitId).toBe(other.desk.id)
  expect((await clerk(units.removePost, { unitId: mine.desk.id, id: own.id })).posts).toHaveLength(1)
})

test("a search among ten thousand people reads indexes, and a page of them is one statement", async () => {
  const { office, top, desk } = await givenBranch()
  const { platform } = await house()
  await sql`with p as (insert into person (id, name, sort_key, pinyin, initials) select gen_random_uuid(), chr(20000 + n) || chr(20100 + n % 97) || chr(20200 + n % 89), 'x' || n, 'p' || n, 'i' || n
      from generate_series(1, 10000) n returning id)
    insert into person_post (id, person_id, unit_id, is_main, place) select gen_random_uuid(), id, ${desk.id}, true, row_number() over () from p`.execute(
    platform.db,
  )
  await sql`analyze person, person_post`.execute(platform.db)
  const arm = sql`explain select id from person where string_to_array(name, null) @> ${["雪", "梅"]}::text[] and name like '%雪梅%' union select id from person where pinyin like 'xuem%'
    union select id from person where phone_tail = 'x'`
  const plan = (await arm.execute(platform.db)).rows.map((row) => Object.values(row as object)[0]).join("\n")
  expect(plan).not.toContain("Seq Scan")
  for (const used of ["person_characters", "person_pinyin", "person_tail"]) expect(plan).toContain(used)
  expect((await office(units.people, { unitId: top.id, size: 200, page: 50 })).rows).toHaveLength(200)
  await sql`delete from person p using person_post o where o.person_id = p.id and o.unit_id = ${desk.id}`.execute(platform.db)
})

test.each([
  ["13876546021", "138****6021"],
  ["88886", "****86"],
])("%s is shown as %s", (whole, shown) => {
  expect(masked(whole)).toBe(shown)
})

test.each([
  ["6021", { whole: "6021", tail: "6021" }],
  ["+86 138-7654-6021", { whole: "+8613876546021", tail: undefined }],
  ["王6021", undefined],
  ["021", undefined],
])("%s is asked as a phone: %o", (find, asked) => {
  expect(phoneIn(find)).toEqual(asked)
})

test("a unit that is unknown has no people", async () => {
  const office = await as("*")
  expect(await refused(office(units.people, { unitId: newId() }))).toBe("house.notFound")
})
