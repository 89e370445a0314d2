/** 单位·人员·通讯录: the units as a tree in official order, the people who hold posts in them, and how to reach them. */
import { z } from "zod"
import { command, contract, occasion, query, refusal } from "#kernel/contract.ts"
import { Imported } from "#kernel/imports.ts"
import { Id, Instant, text, textOrNone } from "#kernel/types.ts"
import { ImportChoice, Kind, Preview } from "./intake/contract.ts"
import { People, Person, PostWritten, Wanted, Written } from "./people/contract.ts"

/** One line of the tree: parents may come after their children, siblings stand in official order. */
export const Unit = z.object({
  id: Id,
  parentId: Id.nullable(),
  name: text(80),
  shortName: z.string(),
  closed: z.boolean(),
  /** With a main or other post in this very unit. */
  people: z.int(),
})
export type Unit = z.infer<typeof Unit>

const UnitFacts = z.object({ shortName: textOrNone(40), kind: textOrNone(20), phone: textOrNone(40), address: textOrNone(200) })
export const UnitDetail = Unit.extend({
  kind: z.string(),
  phone: z.string(),
  address: z.string(),
  /** From the top to this unit: 市委/办公室 */
  path: z.string(),
  closedAt: Instant.nullable(),
  version: z.int(),
  updatedBy: z.string(),
  updatedAt: Instant,
})
export type UnitDetail = z.infer<typeof UnitDetail>

const system = { scope: "system" } as const
const ofUnit = { scope: "unit" } as const
const one = z.object({ id: Id })
/** Somebody, reached through a unit in which (or below which) he holds a post. */
const somebody = z.object({ unitId: Id, id: Id })
const started = z.object({ jobId: Id })
const changed = z.object({ count: z.int() })

export const units = contract(
  "units",
  {
    /** Where the caller may look into the contact book. */
    mine: query({ scope: "self" }, z.object({}), z.object({ everywhere: z.boolean(), unitIds: z.array(Id) })),
    /** The whole tree, or one branch; `find`: by characters, pinyin or initials. */
    list: query(ofUnit, z.object({ unitId: Id.nullish(), find: z.string().trim().max(80).optional() }), z.array(Unit)),
    get: query(ofUnit, z.object({ unitId: Id }), UnitDetail),
    add: command(system, UnitFacts.partial().extend({ name: text(80), parentId: Id.nullable().default(null) }), UnitDetail),
    change: command(system, UnitFacts.extend({ id: Id, version: z.int(), name: text(80) }), UnitDetail),
    /** To the end of another unit's children. */
    move: command(system, z.object({ id: Id, parentId: Id.nullable() }), UnitDetail),
    /** All children of one unit in their new order. */
    order: command(system, z.object({ parentId: Id.nullable(), ids: z.array(Id).min(1).max(5000) }), changed),
    close: command(system, one, UnitDetail),
    reopen: command(system, one, UnitDetail),
    remove: command(system, one, one),
    people: query(ofUnit, Wanted, People),
    /** The same with whole phone numbers, for those whose work it is to call. */
    contact: query(ofUnit, Wanted, People),
    person: query(ofUnit, z.object({ unitId: Id.nullish(), id: Id }), Person),
    showPhone: query({ ...ofUnit, audited: true }, z.object({ unitId: Id.nullish(), id: Id }), z.object({ phone: z.string().nullable() })),
    addPerson: command(
      { ...ofUnit, secret: ["phone", "email", "note"] },
      Written.extend({ unitId: Id, post: PostWritten.default(PostWritten.parse({})) }),
      Person,
    ),
    changePerson: command({ ...ofUnit, secret: ["phone", "email", "note"] }, Written.extend({ unitId: Id, id: Id, version: z.int() }), Person),
    removePerson: command(ofUnit, somebody, one),
    addPost: command(ofUnit, PostWritten.extend({ unitId: Id, personId: Id }), Person),
    changePost: command(ofUnit, PostWritten.extend({ unitId: Id, id: Id }), Person),
    removePost: command(ofUnit, somebody, Person),
    /** All posts of one unit in their new official order. */
    orderPosts: command(ofUnit, z.object({ unitId: Id, personIds: z.array(Id).min(1).max(5000) }), changed),
    importPreview: query({ ...system, follows: ["jobs"] }, ImportChoice, Preview),
    import: command({ ...system, secret: ["corrections"] }, ImportChoice, started),
    imports: query(system, z.object({}), z.array(Imported)),
    undoImport: command(system, one, changed),
    /** With whole phone numbers; the sheet can be imported again as it is. */
    export: command(ofUnit, z.object({ unitId: Id.nullish(), kind: Kind }), started),
  },
  {
    nameTaken: refusal(409, { "zh-CN": "同一上级下已有单位“{name}”", en: "There is already a unit “{name}” at this place" }),
    noSuchParent: refusal(409, { "zh-CN": "上级单位已不存在，请刷新", en: "The unit above is gone; reload" }),
    belowItself: refusal(409, { "zh-CN": "“{name}”不能移到自己的下级里", en: "“{name}” cannot be moved below itself" }),
    aboveClosed: refusal(409, { "zh-CN": "“{name}”已撤销，不能再加下级或人员", en: "“{name}” is closed and takes neither units nor people" }),
    stillOpenBelow: refusal(409, { "zh-CN": "“{name}”还有 {count} 个下级单位没有撤销", en: "{count} units below “{name}” are still open" }),
    stillPeople: refusal(409, { "zh-CN": "“{name}”还有 {count} 人任职，请先调整", en: "{count} people still hold posts in “{name}”; move them first" }),
    stillNeeded: refusal(409, {
      "zh-CN": "“{name}”还有下级单位、人员或被会议使用，不能删除；不再使用的单位请办撤销",
      en: "“{name}” still has units below it, people, or is in use, and cannot be removed; close it instead",
    }),
    orderIncomplete: refusal(409, {
      "zh-CN": "次序里的单位或人员有增减，请刷新后重排",
      en: "Something was added or removed meanwhile; reload and order again",
    }),
    heldElsewhere: refusal(409, {
      "zh-CN": "{name}在其他单位还有职务，请只免去本单位的职务",
      en: "{name} holds posts in other units too; remove only the post in yours",
    }),
    postTaken: refusal(409, { "zh-CN": "{name}在这个单位已有职务“{title}”", en: "{name} already holds the post “{title}” here" }),
    lastPost: refusal(409, { "zh-CN": "这是{name}唯一的职务，要移出通讯录请删除人员", en: "This is the only post of {name}; remove the person instead" }),
    daysReversed: refusal(409, { "zh-CN": "任职的截止日期早于开始日期", en: "The post ends before it begins" }),
    personInUse: refusal(409, { "zh-CN": "{name}的账号或办理记录还在使用，不能删除", en: "{name} is still in use elsewhere and cannot be removed" }),
    noHeader: refusal(409, {
      "zh-CN": "没有找到表头：前 30 行里要有一行写明“单位”或“姓名”",
      en: "No header row: one of the first 30 rows must name a column “单位” (unit) or “姓名” (name)",
    }),
    noSuchColumn: refusal(409, { "zh-CN": "文件里没有列“{header}”", en: "The file has no column “{header}”" }),
    unitNotMapped: refusal(409, { "zh-CN": "请指出哪一列是单位", en: "Say which column is the unit" }),
    nothingNew: refusal(409, {
      "zh-CN": "文件里没有新的内容可以导入，请先处理标出的问题",
      en: "The file holds nothing new to take in; mend the marked problems first",
    }),
    importUnderWay: refusal(409, { "zh-CN": "正在导入另一份表，请等它完成", en: "Another sheet is just being taken in; wait until it is done" }),
    noUndo: refusal(409, { "zh-CN": "这次导入已经撤销，或还在进行", en: "This import is already undone, or still going on" }),
    changedSince: refusal(409, {
      "zh-CN": "导入后有 {count} 处被改过，撤销会丢掉这些改动，请逐个处理",
      en: "{count} entries were changed since; undoing would lose that, so mend them one by one",
    }),
  },
)

/** A unit or a person goes: later modules give up what they hold, put another name in its place, or refuse. */
export const unitRemoving = occasion("units.unitRemoving", z.object({ id: Id }))
export const personRemoving = occasion("units.personRemoving", z.object({ ids: z.array(Id) }))
