import { Refusal } from "#kernel/contract.ts"
import { newId } from "#kernel/ids.ts"
import { issueLinks as issueTokens } from "#modules/access/keys/service.ts"
import { mustBeApproved } from "#modules/meetings/scheme/service.ts"
import { serve } from "#server/api.ts"
import { issueLinks, notices } from "./contract.ts"
import { mustBeDraft, mustBeOut, mustBeThis, toReader } from "./rules.ts"
import * as store from "./store.ts"

export const noticesService = serve(notices, {
  links: ({ db }, { meetingId, ...asked }) => store.linksOf(db, meetingId, asked),

  async linkCounts({ db }, { meetingId }) {
    const delegations = await store.countsOf(db, meetingId)
    const sum = (field: "people" | "issued" | "opened") => delegations.reduce((all, row) => all + row[field], 0)
    return { people: sum("people"), issued: sum("issued"), opened: sum("opened"), delegations }
  },

  async issueLinks(ctx, input) {
    await mustBeApproved(ctx, input.meetingId)
    if (input.noticeId && !(await store.noticeById(ctx.db, input.meetingId, input.noticeId))) throw new Refusal("notices.noSuchNotice")
    const { meetingId, noticeId, origin } = input
    const people = await store.receivers(ctx.db, input)
    if (people.length === 0) throw new Refusal("notices.nobody")
    const attendeeIds = people.map(({ id }) => id)
    return { jobId: await ctx.start(issueLinks, { meetingId, noticeId, origin, attendeeIds }, meetingId), people: people.length }
  },

  async reissue(ctx, { meetingId, attendeeId }) {
    await mustBeApproved(ctx, meetingId)
    const person = await store.receiver(ctx.db, meetingId, attendeeId)
    if (!person) throw new Refusal("notices.noSuchPerson")
    const [link] = await issueTokens(ctx, { meetingId, subjects: [{ kind: "attendee", id: person.id, name: person.name }] })
    if (!link) throw new Refusal("notices.noSuchPerson")
    return { name: person.name, token: link.token }
  },

  list: ({ db }, { meetingId }) => store.noticesOf(db, meetingId),

  write: ({ db, now }, { meetingId, title, body }) => store.addNotice(db, { meetingId, id: newId(), title, body, now }),

  async change({ db, now }, { meetingId, id, title, body, version }) {
    const notice = await store.noticeToChange(db, meetingId, id)
    mustBeThis(notice, version)
    mustBeDraft(notice, "isOut")
    return store.changeNotice(db, { meetingId, id, now }, { title, body })
  },

  async publish(ctx, { meetingId, id, version }) {
    await mustBeApproved(ctx, meetingId)
    const { db, now } = ctx
    const notice = await store.noticeToChange(db, meetingId, id)
    mustBeThis(notice, version)
    mustBeDraft(notice, "alreadyOut")
    return store.changeNotice(db, { meetingId, id, now }, { published_at: now })
  },

  async withdraw({ db, now }, { meetingId, id, version }) {
    const notice = await store.noticeToChange(db, meetingId, id)
    mustBeThis(notice, version)
    mustBeOut(notice)
    return store.changeNotice(db, { meetingId, id, now }, { published_at: null })
  },

  async mine({ db, actor }) {
    if (!actor.meetingId) throw new Refusal("house.notFound")
    const person = await store.receiver(db, actor.meetingId, actor.id)
    if (!person) throw new Refusal("notices.noSuchPerson")
    const reader = { name: person.name, delegation: person.delegation, meeting: await store.meetingName(db, actor.meetingId) }
    const published = await store.publishedNotices(db, actor.meetingId)
    return published.map(({ id, title, body, publishedAt }) => ({
      id,
      title: toReader(title, reader),
      body: toReader(body, reader),
      publishedAt: publishedAt ?? "",
    }))
  },
})
