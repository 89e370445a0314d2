/** Names of areas, operations, tables and columns for people; what has none is shown as it is called in the program. */
import type { Locale } from "#kernel/words.ts"
import { nameOfModule, nameOfOperation, operationsByModule } from "#modules/access/web/operation-names.ts"
import { locale } from "#web/words.ts"
import names from "../data/names.json" with { type: "json" }

type Names = Record<string, readonly [string, string]>
const place = (now: Locale) => (now === "en" ? 1 : 0)
const found = (table: Names, key: string): string | undefined => table[key]?.[place(locale())]

export const modulesOf = (): string[] => operationsByModule.map(({ module }) => module)

/** "units.add", or "units" for the area. */
export function nameOf(operation: string): string {
  if (!operation.includes(".")) return nameOfModule(operation, locale())
  return found(names.operations as unknown as Names, operation) ?? nameOfOperation(operation, locale())
}
export const tableName = (table: string): string => found(names.tables as unknown as Names, table) ?? table
export const columnName = (column: string): string => found(names.columns as unknown as Names, column) ?? column
