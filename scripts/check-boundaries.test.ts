import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { expect, test } from "vitest"
import { checkBoundaries } from "./check-boundaries.ts"

const order = 'export const order = [\n  "units",\n  "papers",\n  "voting",\n] as const\n'

/** A small tree that keeps every rule, with the given files put on top. */
function complaintsAbout(files: Record<string, string>): string[] {
  const root = mkdtempSync(join(tmpdir(), "huixu-boundaries-"))
  const good = {
    "src/modules/order.ts": order,
    "src/kernel/contract.ts": "export const contract = 1\n",
    "src/server/api.ts": 'import { contract } from "#kernel/contract.ts"\nexport const serve = contract\n',
    "src/modules/units/contract.ts": 'import { contract } from "#kernel/contract.ts"\nexport const units = contract\n',
    "src/modules/units/store.ts": "export const load = 1\n",
    "src/modules/units/service.ts": 'import { serve } from "#server/api.ts"\nimport { load } from "./store.ts"\nexport const service = serve + load\n',
    "src/modules/papers/001.sql":
      "create table paper (\n  meeting_id uuid not null,\n  id uuid not null,\n  primary key (meeting_id, id)\n);\nselect audit_table('paper', '{}');\n",
  }
  for (const [path, text] of Object.entries({ ...good, ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  const said = checkBoundaries(root)
  rmSync(root, { recursive: true })
  return said
}

const lines = (count: number): string => "export const a = 1\n".repeat(count)
const long = (count: number): string => `export function long(): void {\n${"  work()\n".repeat(count)}}\n`

test("a tree that keeps every rule gets no complaint", () => {
  expect(complaintsAbout({})).toEqual([])
})

test.each<[string, Record<string, string>, string]>([
  ["a file name that no module has", { "src/modules/papers/printing.ts": "" }, "a module has only contract"],
  ["a file of vague name", { "src/server/utils.ts": "" }, '"utils" says nothing'],
  ["a folder of vague name", { "src/modules/papers/helpers/rules.ts": "" }, 'the folder "helpers" says nothing'],
  ["a file of types in a module", { "src/modules/papers/types.ts": "" }, "types stand where they are declared"],
  ["a name that is not kebab-case", { "src/server/bigFile.ts": "" }, "kebab-case"],
  ["a module that the map does not show", { "src/modules/parties/rules.ts": "" }, "the module parties is not in"],
  ["data that is not JSON", { "src/modules/papers/data/list.csv": "" }, "data/ holds JSON only"],
  ["a contract beyond 150 lines", { "src/modules/papers/contract.ts": lines(151) }, "151 lines, 150 are allowed"],
  ["a page beyond 200 lines", { "src/modules/papers/web/page.tsx": lines(201) }, "201 lines, 200 are allowed"],
  ["any file beyond 300 lines", { "src/server/big.ts": lines(301) }, "301 lines, 300 are allowed"],
  ["a sheet of styles beyond 300 lines", { "src/shells/desk/big.css": ".a {}\n".repeat(301) }, "301 lines, 300 are allowed"],
  ["a function beyond 40 lines", { "src/server/long.ts": long(39) }, "a function of 41 lines"],
  ["a note to oneself", { "src/server/a.ts": "// TODO later\n" }, "no notes to oneself"],
  ["a skipped test", { "src/server/a.test.ts": 'test.skip("x", () => {})\n' }, "no test is skipped"],
  ["a silenced rule without a reason", { "src/server/a.ts": "// biome-ignore lint/style/x\n" }, "needs its reason"],
  ["a silenced type checker", { "src/server/a.ts": "// @ts-ignore\n" }, "is not silenced"],
  ["a barrel", { "src/server/a.ts": 'export * from "./api.ts"\n' }, "no barrels"],
  ["a default export", { "src/server/a.ts": "export default 1\n" }, "no default exports"],
  ["an import without its extension", { "src/server/a.ts": 'import { serve } from "./api"\n' }, "lacks its extension"],
  ["an import of nothing", { "src/server/a.ts": 'import { serve } from "./gone.ts"\n' }, "does not exist"],
  ["the kernel looking up", { "src/kernel/a.ts": 'import { serve } from "#server/api.ts"\n' }, "the kernel floor may not use the server floor"],
  ["the kernel touching Node", { "src/kernel/a.ts": 'import { readFileSync } from "node:fs"\n' }, "nothing from node:"],
  [
    "the server knowing a module",
    { "src/server/a.ts": 'import { units } from "#modules/units/contract.ts"\n' },
    "the server floor may not use the module floor",
  ],
  [
    "a module knowing a later one",
    { "src/modules/units/rules.ts": 'import { a } from "#modules/voting/contract.ts"\n', "src/modules/voting/contract.ts": lines(1) },
    "units stands above voting",
  ],
  [
    "a module reading another's tables",
    { "src/modules/papers/service.ts": 'import { load } from "#modules/units/store.ts"\n' },
    "the tables of units are its own",
  ],
  ["a page using the server's side", { "src/modules/units/web/page.tsx": 'import { service } from "../service.ts"\n' }, "a page may use contracts"],
  ["a rule that is not pure", { "src/modules/units/rules.ts": 'import { load } from "./store.ts"\n' }, "rules.ts is pure"],
  ["a contract that needs the server", { "src/modules/papers/contract.ts": 'import { serve } from "#server/api.ts"\n' }, "runs in the browser too"],
  [
    "the product using its tests",
    { "src/modules/papers/service.ts": 'import { a } from "#modules/units/given.ts"\n', "src/modules/units/given.ts": lines(1) },
    "not part of the product",
  ],
  [
    "the server using the harness",
    { "src/server/a.ts": 'import { as } from "../../test/harness.ts"\n', "test/harness.ts": lines(1) },
    "the product does not use test/",
  ],
  [
    "a ring of imports",
    { "src/server/a.ts": 'import { b } from "./b.ts"\nexport const a = b\n', "src/server/b.ts": 'import { a } from "./a.ts"\nexport const b = a\n' },
    "a ring of imports",
  ],
  ["a table without audit", { "src/modules/units/001.sql": "create table unit (\n  id uuid primary key\n);\n" }, "would leave no trace"],
  [
    "a meeting's table keyed without the meeting",
    { "src/modules/voting/001.sql": "create table poll (\n  meeting_id uuid not null,\n  id uuid primary key\n);\nselect audit_table('poll', '{}');\n" },
    "begins with meeting_id",
  ],
  [
    "a table of two owners",
    { "src/modules/voting/001.sql": "create table paper (\n  meeting_id uuid not null,\n  primary key (meeting_id)\n);\n" },
    "belongs to papers already",
  ],
])("%s is complained about in a sentence", (_, files, sentence) => {
  expect(complaintsAbout(files).join("\n")).toContain(sentence)
})
