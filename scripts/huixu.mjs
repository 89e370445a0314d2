#!/usr/bin/env node
/** `huixu <command>`: JSON on standard output and nothing else there. */
import { fileURLToPath } from "node:url"
import { enter, run } from "./enter.mjs"

enter()
// files named on the command line are meant from where the person stands
const main = fileURLToPath(new URL("../src/cli/main.ts", import.meta.url))
process.exit(await run([main, ...process.argv.slice(2)], { cwd: process.env.INIT_CWD ?? process.cwd() }))
