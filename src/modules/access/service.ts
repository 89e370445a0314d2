import { serve } from "#server/api.ts"
import type { Context } from "#server/context.ts"
import { accountHandlers } from "./accounts/service.ts"
import { type Standing, standingOf } from "./accounts/store.ts"
import { access, type Me } from "./contract.ts"
import { keyHandlers } from "./keys/api/service.ts"
import { enrol, openLink } from "./keys/service.ts"
import { officeHandlers } from "./offices/service.ts"
import { modeOf, organisationOf } from "./offices/store.ts"
import { offeredTo, roleHandlers } from "./roles/service.ts"
import { sessionHandlers } from "./sessions/service.ts"
import { totpHandlers } from "./totp/service.ts"

const owedBy = (standing: Standing | undefined) => (standing?.owesPassword ? "password" : standing?.owesTotp ? "totp" : null)

async function meOf(ctx: Context): Promise<Me | null> {
  const { actor } = ctx
  if (actor.kind === "public" || actor.kind === "job") return null
  const standing = actor.kind === "account" ? await standingOf(ctx.db, actor.id) : undefined
  return {
    kind: actor.kind,
    id: actor.id,
    name: actor.name,
    meetingId: actor.meetingId,
    device: actor.device ?? null,
    grants: await offeredTo(ctx),
    office: standing?.office ?? null,
    owes: owedBy(standing),
  }
}

export const accessService = serve(access, {
  async state(ctx) {
    const organisation = await organisationOf(ctx.db, false)
    return { isSetUp: organisation !== undefined, mode: await modeOf(ctx.db), organisation: organisation ?? null, me: await meOf(ctx) }
  },
  ...officeHandlers,
  ...accountHandlers,
  ...sessionHandlers,
  ...totpHandlers,
  ...roleHandlers,
  ...keyHandlers,
  openLink: (ctx, { token }) => openLink(ctx, token),
  enrol: (ctx, { token }) => enrol(ctx, token),
})
