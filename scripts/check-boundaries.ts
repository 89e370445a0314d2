/** The law of the house: closed file names, sizes, direction of imports, owned and audited tables. Complains in sentences. */
import { checkImports } from "./boundaries/imports.ts"
import { checkNames } from "./boundaries/names.ts"
import { checkSizes } from "./boundaries/sizes.ts"
import { checkTables } from "./boundaries/tables.ts"
import { readTree } from "./boundaries/tree.ts"

export function checkBoundaries(root: string): string[] {
  const tree = readTree(root)
  return [...checkNames(tree), ...checkSizes(tree), ...checkImports(tree), ...checkTables(tree)]
}

if (import.meta.main) {
  const complaints = checkBoundaries(new URL("..", import.meta.url).pathname)
  for (const complaint of complaints) console.error(complaint)
  console.error(complaints.length === 0 ? "Boundaries: all kept." : `Boundaries: ${complaints.length} complaint${complaints.length === 1 ? "" : "s"}.`)
  process.exitCode = complaints.length === 0 ? 0 : 1
}
