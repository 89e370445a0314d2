/** Down by call, up by occasion: the only way from an earlier module to later ones. */
import { z } from "zod"
import type { Occasion, Operation, Question } from "#kernel/contract.ts"
import type { Answering, Context, ModuleJobs, Reaction, Undoing } from "./context.ts"
import { limitsIn, mayAt } from "./grants.ts"

export type Occasions = {
  raise: (ctx: Context, occasion: Occasion, data: unknown) => Promise<void>
  ask: (ctx: Context, question: Question, data: unknown) => Promise<unknown[]>
  undoings: ReadonlyMap<string, Undoing>
}

const mayCall = ({ platform, actor }: Context, { name, within }: Operation, { meetingId }: { meetingId: string }) =>
  mayAt(platform.places, actor, { kind: "meeting", id: meetingId, operation: name, within })

/** Reactions and answers keep the order of the modules, so that e.g. sessions exist before the tasks that hang on them. */
export function createOccasions(inOrder: readonly ModuleJobs[]): Occasions {
  const reactions = Map.groupBy(
    inOrder.flatMap((jobs) => jobs.during ?? []),
    (reaction: Reaction) => reaction.occasion.name,
  )
  const answerings = Map.groupBy(
    inOrder.flatMap((jobs) => jobs.answers ?? []),
    (answering: Answering) => answering.question.name,
  )
  return {
    undoings: new Map(inOrder.flatMap((jobs) => jobs.undoes ?? []).map((undoing) => [undoing.operation, undoing])),

    async raise(ctx, occasion, data) {
      const parsed = occasion.data.parse(data)
      for (const { react } of reactions.get(occasion.name) ?? []) await react(ctx, parsed as never)
    },
    async ask(ctx, question, data) {
      const parsed = question.data.parse(data)
      const limits = limitsIn(ctx.reach)
      const out: unknown[] = []
      for (const { answer, within, as } of answerings.get(question.name) ?? [])
        if (limits.every((part) => within.includes(part)) && (!as || (await mayCall(ctx, as, parsed as { meetingId: string }))))
          out.push(z.parse(question.answer, await answer(ctx, parsed as never)))
      return out
    },
  }
}
