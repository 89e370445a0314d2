/** `huixu <command>`: JSON on standard output and nothing else there; sentences on standard error; exit 0 done, 1 refused or invalid, 2 wrong usage. */
import { existsSync } from "node:fs"
import { text } from "node:stream/consumers"
import { fileURLToPath } from "node:url"
import { order } from "#modules/order.ts"
import type { Command } from "./command.ts"

type Io = Parameters<Command["run"]>[1]

const serve: Command = {
  name: "serve",
  usage: "serve",
  async run(args, { err }) {
    if (args.length > 0) {
      err("usage: huixu serve")
      return 2
    }
    const main = await import("../main.ts")
    await main.serve()
    return Number(process.exitCode ?? 0)
  },
}

/** Loaded when it is called for: a command that sorts names does not wait for the whole house. */
const demo: Command = {
  name: "demo",
  usage: "demo [--roster FILE.xlsx] [--delegates N] [--out DIR] [--url URL]",
  run: async (args, io) => (await import("./demo/command.ts")).runDemo(args, io),
}

const backup: Command = {
  name: "backup",
  usage: "backup --out FILE [--without-keys]",
  run: async (args, io) => (await import("./backup.ts")).runBackup(args, io),
}
const check: Command = { name: "backup.check", usage: "backup.check FILE", run: async (args, io) => (await import("./backup.ts")).runCheck(args, io) }
const restore: Command = { name: "restore", usage: "restore FILE", run: async (args, io) => (await import("./backup.ts")).runRestore(args, io) }

async function allCommands(): Promise<Command[]> {
  const files = order.map((name) => new URL(`../modules/${name}/cli.ts`, import.meta.url)).filter((file) => existsSync(fileURLToPath(file)))
  const found = await Promise.all(files.map(async (file) => ((await import(file.href)) as { commands: Command[] }).commands))
  return [serve, demo, backup, check, restore, ...found.flat()]
}

const help = (commands: readonly Command[]): string =>
  [
    "会序 Huixu",
    "",
    "huixu <command>  (npm run -s huixu -- <command>)",
    "",
    ...commands.map(({ usage }) => `  ${usage}`),
    "",
    "JSON on standard output; 0 done, 1 refused or invalid, 2 wrong usage.",
  ].join("\n")

export async function runCommand(args: readonly string[], io: Io): Promise<number> {
  const commands = await allCommands()
  const [name, ...rest] = args
  if (name === undefined || name === "help" || name === "--help" || name === "-h") {
    io.err(help(commands))
    return name === undefined ? 2 : 0
  }
  const command = commands.find((one) => one.name === name)
  if (!command) {
    io.err(`没有“${name}”这个命令。There is no command “${name}”.\n\n${help(commands)}`)
    return 2
  }
  try {
    return await command.run(rest, io)
  } catch (error) {
    io.err(error instanceof Error ? error.message : String(error))
    return 1
  }
}

const io: Io = {
  stdin: () => (process.stdin.isTTY ? Promise.resolve("") : text(process.stdin)),
  out: (line) => process.stdout.write(line.endsWith("\n") ? line : `${line}\n`),
  err: (line) => process.stderr.write(line.endsWith("\n") ? line : `${line}\n`),
}

// a code set, not an exit: a pipe gets all of a long answer first
if (import.meta.main) process.exitCode = await runCommand(process.argv.slice(2), io)
