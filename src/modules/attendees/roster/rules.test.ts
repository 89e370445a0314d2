import { existsSync, readFileSync } from "node:fs"
import fc from "fast-check"
import { expect, test } from "vitest"
import { type SyntheticPerson, syntheticPeople } from "#kernel/synthetic.ts"
import { readSheet } from "#server/sheets.ts"
import { looksLikeRoster } from "./headers/rules.ts"
import { inspectRows } from "./rules.ts"

const shared = new URL("../../../../../shared/data/", import.meta.url)
const here = existsSync(shared)
const inspectFile = async (name: string) => inspectRows((await readSheet(readFileSync(new URL(name, shared)), name, looksLikeRoster)).rows)

test.skipIf(!here)("the congress's roster comes in whole: 2 953 people in 35 delegations, whatever its blanks", async () => {
  const found = await inspectFile("roster-npc.xlsx")
  expect([found.headers.row, found.rows, found.people.length, found.problems.length]).toEqual([3, 2953, 2953, 0])
  expect(found.columns).toEqual({ delegation: "代表团", name: "姓　名", sex: "性别", ethnicity: "民族", post: "单位及职务", remark: "备注" })
  expect(new Set(found.people.map(({ delegation }) => delegation)).size).toBe(35)
  expect(found.people.filter(({ sex }) => sex === "female").length).toBe(789)
  expect(found.people.every(({ name, sex, ethnicity, remark }) => !/\s/.test(name) && sex && ethnicity?.endsWith("族") && remark === "")).toBe(true)
  expect(found.people[0]).toMatchObject({ row: 4, name: "管文会" })
  expect(found.duplicates.find(({ name }) => name === "拉琼")).toMatchObject({ delegations: ["西藏自治区"], sameDelegation: true })
})

test.skipIf(!here)("a GB18030 file whose lines end in CR, and a dirty foreign one, come in as well", async () => {
  const jiangxi = await inspectFile("roster-jiangxi.gbk.csv")
  expect([jiangxi.rows, jiangxi.people.length, jiangxi.people.filter(({ ethnicity }) => ethnicity === "畲族").length]).toEqual([81, 81, 1])
  const foreign = await inspectFile("attendees-cr-only.csv")
  expect(foreign.people.map(({ name }) => name)).toEqual(["John Doe", "Jane Doe"])
})

const header = ["姓名", "性别", "民族", "代表团", "备注"]
const withRow = (...cells: string[]) => inspectRows([header, cells])

test("what the cells and the remark say is understood", () => {
  expect(withRow("张　三", " 女", "回", "云山县", "（女，回族）").people).toMatchObject([{ name: "张三", sex: "female", ethnicity: "回族", remark: "" }])
  expect(withRow("张三", "", "", "云山县", "（女，维族）").people).toMatchObject([{ sex: "female", ethnicity: "维吾尔族" }])
  expect(withRow("张三（女，满族）", "", "", "云山县", "副团长，素食").people).toMatchObject([
    { name: "张三", sex: "female", ethnicity: "满族", role: "deputy", remark: "素食" },
  ])
  expect(withRow("阿不都 · 热依木", "M", "维", "新疆").people).toMatchObject([{ name: "阿不都·热依木", sex: "male", ethnicity: "维吾尔族" }])
})

test("every problem names its row, its column and what is wrong; an error keeps the row out, a warning does not", () => {
  const codes = (...cells: string[]) => {
    const { problems, people } = withRow(...cells)
    return { problems: problems.map(({ row, column, code }) => [row, column, code]), taken: people.length }
  }
  expect(codes("", "男", "汉", "云山县")).toEqual({ problems: [[2, "姓名", "nameMissing"]], taken: 0 })
  expect(codes("123", "男", "汉", "云山县")).toEqual({ problems: [[2, "姓名", "nameNotAName"]], taken: 0 })
  expect(codes("张三", "男", "汉", "云山县", "（女）")).toEqual({ problems: [[2, "性别", "sexContradicts"]], taken: 0 })
  expect(codes("张三", "男", "汉", "云山县", "（满族）")).toEqual({ problems: [[2, "民族", "ethnicityContradicts"]], taken: 0 })
  expect(codes("张三", "未知", "火星", "")).toEqual({
    problems: [
      [2, "代表团", "delegationMissing"],
      [2, "性别", "sexUnreadable"],
      [2, "民族", "ethnicityUnknown"],
    ],
    taken: 1,
  })
  expect(codes("", "", "", "说明：以上为初步名单")).toEqual({ problems: [[2, "", "rowSkipped"]], taken: 0 })
  for (const sum of ["合计", "合　计", "总计：9人", "小计（人）", "审核人：李四"])
    expect(codes(sum, "9人", "", "")).toEqual({ problems: [[2, "", "footSkipped"]], taken: 0 })
  for (const name of ["9人", "=HYPERLINK(1)", "张三@市委", "详见附件："])
    expect(codes(name, "男", "汉", "云山县")).toMatchObject({ problems: [[2, "姓名", "nameNotAName"]] })
  expect(codes("阿不都·热依木", "男", "维", "云山县", "注：特殊饮食")).toEqual({ problems: [], taken: 1 })
  expect(
    inspectRows([
      ["姓名", "类别"],
      ["张三", "嘉宾团"],
    ]).problems,
  ).toMatchObject([{ code: "categoryUnknown", level: "error" }])
})

test("a broken row is mended by a correction or left out, and nothing else changes", () => {
  const rows = [header, ["", "男", "汉", "云山县"], ["李四", "男", "汉", "云山县"]]
  expect(inspectRows(rows, { corrections: { 2: { name: "王五" } } }).people.map(({ name }) => name)).toEqual(["王五", "李四"])
  expect(inspectRows(rows, { skip: [2] })).toMatchObject({ rows: 2, skipped: 1, problems: [], people: [{ name: "李四" }] })
})

test("what a list does not say of its people may be said for all of them; what a row says itself counts", () => {
  const whole = { delegation: "云山县", category: "列席" }
  const rows = [
    ["姓名", "类别"],
    ["张三", ""],
    ["李四", "正式代表"],
  ]
  expect(inspectRows(rows, { whole }).people).toMatchObject([
    { delegation: "云山县", category: "列席" },
    { delegation: "云山县", category: "正式代表" },
  ])
  const own = inspectRows([[...header], ["张三", "男", "汉", "安渡市"], ["李四", "男", "汉", ""], ["王五", "男", "汉", "安渡市"]], { whole })
  expect(own.people.map(({ delegation }) => delegation)).toEqual(["安渡市", "云山县", "安渡市"])
  expect(inspectRows(rows, { whole: { category: "贵宾" } }).problems).toMatchObject([{ row: 2, code: "categoryUnknown" }])
})

test("headers may be in any words and any row; a person may say which column is which", () => {
  const rows = [
    ["某市代表名册"],
    ["（草稿）"],
    ["序号", "代表姓名", "所在代表团"],
    ["1", "张三", "云山县"],
    ["序号", "代表姓名", "所在代表团"],
    ["2", "李四", ""],
  ]
  expect(inspectRows(rows)).toMatchObject({
    headers: { row: 3 },
    rows: 2,
    people: [
      { name: "张三", row: 4 },
      { name: "李四", row: 6 },
    ],
  })
  expect(
    inspectRows(
      [
        ["甲", "乙"],
        ["x", "张三"],
      ],
      { map: { name: "B" } },
    ).people,
  ).toMatchObject([{ name: "张三" }])
  expect(() =>
    inspectRows([
      ["甲", "乙"],
      ["x", "张三"],
    ]),
  ).toThrow("attendees.noHeader")
  expect(() => inspectRows(rows, { map: { name: "手机" } })).toThrow("attendees.noSuchColumn")
  expect(() => inspectRows(rows, { map: { sex: "序号" } })).toThrow("attendees.nameNotMapped")
})

test("a delegation written once over a merged cell holds for the rows below it", () => {
  const rows = [
    ["代表团", "姓名"],
    ["云山县", "张三"],
    ["", "李四"],
    ["", "王五"],
    ["安渡市", "赵六"],
    ["", "孙七"],
  ]
  expect(inspectRows(rows).people.map(({ delegation }) => delegation)).toEqual(["云山县", "云山县", "云山县", "安渡市", "安渡市"])
})

const columns: [string, (person: SyntheticPerson) => string][] = [
  ["姓名", ({ name }) => name],
  ["性别", ({ sex }) => sex],
  ["民族", ({ ethnicity }) => ethnicity],
  ["代表团", ({ delegation }) => delegation],
  ["单位", ({ unit }) => unit],
  ["职务", ({ post }) => post],
  ["类别", ({ category }) => category],
  ["团内职务", ({ role }) => role],
]
const people = syntheticPeople(40, 3)
/** Posts may hold several, with a blank between them: blanks inside those mean something. */
const inOneWord = (title: string) => title !== "单位" && title !== "职务"
const blanks = fc.constantFrom("", " ", "\u3000", "  ", "\u00a0")

test("any order of the columns, any blanks in the cells and any rows above give the same people", () => {
  const plain = inspectRows([columns.map(([title]) => title), ...people.map((person) => columns.map(([, cell]) => cell(person)))]).people
  fc.assert(
    fc.property(
      fc.shuffledSubarray(columns, { minLength: columns.length }),
      fc.array(blanks, { minLength: 7, maxLength: 7 }),
      fc.nat({ max: 5 }),
      (order, pads, above) => {
        let next = 0
        const pad = () => pads[next++ % pads.length]!
        const padded = (text: string, inside = true) => pad() + (inside && [...text].length === 2 ? [...text].join(pad()) : text) + pad()
        const rows = [
          ...Array.from({ length: above }, () => ["名册"]),
          order.map(([title]) => padded(title)),
          ...people.map((person) => order.map(([title, cell]) => padded(cell(person), inOneWord(title)))),
        ]
        const found = inspectRows(rows).people.map((person) => ({ ...person, row: person.row - above }))
        expect(found).toEqual(plain)
      },
    ),
    { numRuns: 60 },
  )
})

test("an ID number is checked, fills in what it says, and contradictions are told", () => {
  const head = ["姓名", "性别", "出生年月", "身份证号"]
  const codes = (...cells: string[]) => inspectRows([head, cells]).problems.map(({ column, code, level }) => [column, code, level])
  expect(inspectRows([head, ["张三", "", "", "110101199001011237"]])).toMatchObject({
    problems: [],
    people: [{ sex: "male", birth: "1990-01-01", idNumber: "110101199001011237" }],
  })
  expect(codes("张三", "男", "1990.1", "11010119900101 1237")).toEqual([])
  expect(codes("张三", "女", "1991.1", "110101199001011237")).toEqual([
    ["性别", "sexContradictsId", "error"],
    ["出生年月", "birthContradictsId", "error"],
  ])
  expect(codes("张三", "", "", "110101199001011238")).toEqual([["身份证号", "idNumberWrong", "error"]])
  expect(codes("张三", "", "", "1.10101E+17")).toEqual([["身份证号", "idNumberLost", "error"]])
  expect(codes("张三", "", "", "110101199001011000")).toEqual([["身份证号", "idNumberLost", "error"]])
  expect(codes("张三", "", "", "证")).toEqual([["身份证号", "idNumberUnreadable", "error"]])
  expect(codes("张三", "", "去年", "E12345678")).toEqual([["出生年月", "birthUnreadable", "warning"]])
  expect(codes("张三", "", "2078-01-01", "")).toEqual([["出生年月", "birthAhead", "warning"]])
  const twice = inspectRows([head, ["张三", "", "", "E12345678"], ["李四", "", "", "E12345678"]])
  expect(twice.problems.map(({ row, code }) => [row, code])).toEqual([[3, "idNumberTwice"]])
})

test("every field a roster may have is known by its header, the meeting's own fields by their names", () => {
  const custom = { id: "7b0506bd-2590-4d1f-8000-000000000001", name: "车位", kind: "choice" as const, choices: ["要", "不要"] }
  const rows = [
    ["姓名", "代表团", "组别", "组内职务", "学历", "政治面貌", "住地", "房号", "桌号", "车号", "饮食禁忌", "车位", "备注"],
    ["张三", "云山县", "第一小组", "召集人", "大学", "党员", "云山宾馆", "1201", "8.0", "3", "清真", "要", ""],
    ["李四", "云山县", "第一小组", "", "", "", "", "", "", "", "", "也许", "召集人"],
  ]
  const { people, problems } = inspectRows(rows, { customs: [custom] })
  expect(people[0]).toMatchObject({
    delegation: "云山县",
    group: "第一小组",
    groupRole: "convenor",
    education: "大学",
    politics: "中共党员",
    hotel: "云山宾馆",
    room: "1201",
    tableNo: "8",
    carNo: "3",
    diet: "清真",
    custom: { [custom.id]: "要" },
  })
  expect(people[1]).toMatchObject({ groupRole: "convenor", custom: {} })
  expect(problems.map(({ row, column, code }) => [row, column, code])).toEqual([[3, "车位", "customUnreadable"]])
})

test("the same person twice is told at his second row; a phone that cannot reach anybody is asked about", () => {
  const head = ["姓名", "代表团", "出生年月", "单位", "职务", "手机"]
  const told = (...people: string[][]) => inspectRows([head, ...people]).problems.map(({ row, column, code, level }) => [row, column, code, level])
  const zhang = ["张三", "云山县", "1970.1", "市教育局", "局长", "13800001111"]
  expect(told(zhang, zhang)).toEqual([[3, "姓名", "personTwice", "error"]])
  expect(told(zhang, [...zhang.slice(0, 5), ""])).toEqual([[3, "姓名", "personTwice", "error"]])
  expect(told(zhang, ["李四", ...zhang.slice(1)])).toEqual([[3, "手机", "phoneTwice", "warning"]])
  expect(told(zhang, ["张三", "云山县", "1971.1", "市教育局", "局长", ""])).toEqual([])
  const lengths = ["12345", "1390000", "0571-8888", "138000011112"].flatMap((phone) => told([...zhang.slice(0, 5), phone]))
  expect(lengths).toEqual(lengths.map(() => [2, "手机", "phoneLength", "warning"]))
  expect([lengths.length, told([...zhang.slice(0, 5), "0571-88889999"]), told([...zhang.slice(0, 5), "+852 2345 6789"])]).toEqual([4, [], []])
})
