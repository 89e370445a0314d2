import { Refusal } from "#kernel/contract.ts"
import { newId } from "#kernel/ids.ts"
import type { Context } from "#server/context.ts"
import { usualOfOwn } from "../privacy/rules.ts"
import { putRule } from "../privacy/store.ts"
import { fieldOf } from "../roster/headers/rules.ts"
import type { Field, FieldKind } from "./contract.ts"
import { fits } from "./rules.ts"
import * as store from "./store.ts"

type Adding = { meetingId: string; name: string; kind: FieldKind; choices: string[]; sensitive: boolean; purpose?: string | undefined }

function mustHaveChoices({ name, kind, choices }: Pick<Field, "name" | "kind" | "choices">): void {
  if (kind === "choice" && choices.length === 0) throw new Refusal("attendees.choicesMissing", { name })
}

function mustBeNew(name: string): void {
  if (fieldOf(name)) throw new Refusal("attendees.fieldUsual", { name })
}

/** Every value is one of its field; throws what does not fit, by the field's name. */
export async function mustFitFields({ db }: Pick<Context, "db">, meetingId: string, custom: Record<string, string | null>): Promise<void> {
  const fields = new Map((await store.fieldsOf(db, meetingId)).map((field) => [field.id, field]))
  for (const [id, value] of Object.entries(custom)) {
    const field = fields.get(id)
    if (!field) throw new Refusal("attendees.noSuchField")
    if (value && !fits(field, value)) throw new Refusal("attendees.valueUnfit", { name: field.name, value })
  }
}

export const fieldsService = {
  fields: ({ db }: Context, { meetingId }: { meetingId: string }) => store.fieldsOf(db, meetingId),

  async addField(ctx: Context, { meetingId, purpose, ...field }: Adding) {
    mustHaveChoices(field)
    mustBeNew(field.name)
    if (field.sensitive && !purpose) throw new Refusal("attendees.purposeMissing")
    const id = newId()
    const choices = field.kind === "choice" ? field.choices : []
    await store.addField(ctx.db, meetingId, { ...field, choices, id })
    if (field.sensitive && purpose) {
      const rule = { ...usualOfOwn, field: id, purpose, version: 0 }
      await putRule(ctx.db, { meetingId, by: ctx.actor.name, at: ctx.now }, rule)
    }
    return store.fieldById(ctx.db, meetingId, id)
  },

  async editField({ db }: Context, { meetingId, id, name, choices }: { meetingId: string; id: string; name: string; choices: string[] }) {
    const before = await store.fieldById(db, meetingId, id)
    const { kind } = before
    mustHaveChoices({ name, kind, choices })
    if (name !== before.name) mustBeNew(name)
    await store.editField(db, meetingId, { id, name, choices: kind === "choice" ? choices : [] })
    return store.fieldById(db, meetingId, id)
  },

  async removeField({ db }: Context, { meetingId, id }: { meetingId: string; id: string }) {
    const { held } = await store.fieldById(db, meetingId, id)
    await store.removeField(db, meetingId, id)
    return { count: held }
  },
}
