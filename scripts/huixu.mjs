#!/usr/bin/env node
/** `huixu <command>`: JSON on standard output and nothing else there. */
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { enter, root, run } from "./enter.mjs"

enter()
// files named on the command line are meant from where the person stands
const main = fileURLToPath(new URL("../src/cli/main.ts", import.meta.url))
const env = { HUIXU_DATA: process.env.HUIXU_DATA ?? join(root, "data") }
process.exit(await run([main, ...process.argv.slice(2)], { cwd: process.env.INIT_CWD ?? process.cwd(), env }))
