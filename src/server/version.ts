import { readFileSync } from "node:fs"

/** The version in package.json: what the product says of itself. */
export const packageVersion = (JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { version: string }).version
