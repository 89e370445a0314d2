import { Refusal } from "#kernel/contract.ts"
import { fill, localeOf } from "#kernel/words.ts"
import type { Command } from "../../cli/command.ts"
import { tallyRefusals } from "./tally/contract.ts"
import { tally, tallyInput } from "./tally/rules.ts"

function sentenceFor(error: unknown): string {
  if (error instanceof SyntaxError) return fill(tallyRefusals.unreadable.sentence[locale()], { where: "JSON", message: error.message })
  if (!(error instanceof Refusal)) throw error
  const spec = Object.entries(tallyRefusals).find(([code]) => `voting.${code}` === error.code)
  if (!spec) throw error
  return fill(spec[1].sentence[locale()], error.data)
}

const locale = () => localeOf(process.env.LANG)

const usage = "voting.tally < poll.json"

export const commands: Command[] = [
  {
    name: "voting.tally",
    usage,
    async run(args, io) {
      if (args.length > 0) {
        io.err(`用法：${usage}`)
        return 2
      }
      try {
        const { poll, roll, ballots, counts } = tallyInput(JSON.parse(await io.stdin()))
        io.out(JSON.stringify(tally(poll, roll, { ballots, counts })))
        return 0
      } catch (error) {
        io.err(sentenceFor(error))
        return 1
      }
    },
  },
]
