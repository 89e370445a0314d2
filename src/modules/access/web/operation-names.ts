/** What operations and the areas they belong to are called; one table for all pages. */
import type { Locale } from "#kernel/words.ts"
import names from "../data/operations.json" with { type: "json" }

const tables: { modules: Record<string, string[]>; operations: Record<string, string[]> } = names
const nth = (locale: Locale) => (locale === "en" ? 1 : 0)

export const nameOfModule = (module: string, locale: Locale): string => tables.modules[module]?.[nth(locale)] ?? module
/** "units.add" → 添加单位; what has no name is said as it is written. */
export const nameOfOperation = (operation: string, locale: Locale): string => tables.operations[operation]?.[nth(locale)] ?? operation

export const isNamedOperation = (operation: string): boolean => operation in tables.operations

/** In the order of the map of the house; what each does for oneself needs no right and is not offered. */
export const operationsByModule: readonly { module: string; operations: readonly string[] }[] = Object.keys(tables.modules).map((module) => ({
  module,
  operations: Object.keys(tables.operations).filter((name) => name.startsWith(`${module}.`)),
}))
