import { parseArgs } from "node:util"
import type { Command } from "../../cli/command.ts"
import { rostrumOrder } from "./rules.ts"

const usage = "seating.rostrum --count N [--even two-left|two-right]"
/** More people than any rostrum holds: a slip of the hand, not a request to fill the memory. */
const most = 10_000

const rostrum: Command = {
  name: "seating.rostrum",
  usage,
  async run(args, io) {
    const given = read(args)
    if (!given) {
      io.err(`用法：${usage}`)
      return 2
    }
    const count = Number(given.count)
    if (!/^\d+$/.test(given.count) || count < 1 || count > most) {
      io.err(`--count：应为 1 至 ${most} 的整数，现为“${given.count}”`)
      return 1
    }
    if (given.even !== "two-left" && given.even !== "two-right") {
      io.err(`--even：应为 two-left 或 two-right，现为“${given.even}”`)
      return 1
    }
    io.out(JSON.stringify(rostrumOrder(count, given.even)))
    return 0
  },
}

function read(args: string[]): { count: string; even: string } | undefined {
  try {
    const { values } = parseArgs({ args, options: { count: { type: "string" }, even: { type: "string", default: "two-left" } }, strict: true })
    return values.count === undefined ? undefined : { count: values.count, even: values.even }
  } catch {
    return undefined
  }
}

export const commands: Command[] = [rostrum]
