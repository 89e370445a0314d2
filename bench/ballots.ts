/** 3 000 named ballots in one burst, each from its own phone's session, each acknowledged when it is durable; then the result. Goal: ≤ 5 s. */
import { checkin } from "#modules/checkin/contract.ts"
import { sittings } from "#modules/sittings/contract.ts"
import { voting } from "#modules/voting/contract.ts"
import { forget, ownerOf, percentile, post, report, startHuixu, together } from "./running.ts"
import { arrive, codesOf, gatesOf, importInto, meetingOf, phonesOf, rosterCsv } from "./seed.ts"

const people = 3000
const running = await startHuixu()
const owner = await ownerOf(running.url)
const meetingId = await meetingOf(owner)
await importInto(owner, meetingId, { name: "roster.csv", bytes: rosterCsv(people) })
const codes = await codesOf(owner, meetingId)
const gates = await gatesOf(owner, meetingId, 8)
const phones = await phonesOf(owner, meetingId)
const polls = await owner(voting.list, { meetingId })
const poll = polls[0]
if (!poll) throw new Error("the template has no motion")
await arrive(gates, poll.sessionId, codes)
const { totals } = await owner(checkin.board, { meetingId, sessionId: poll.sessionId })
await owner(sittings.open, { meetingId, sessionId: poll.sessionId })
const { id } = await owner(voting.open, { meetingId, id: poll.id })

const burst = await together(phones.length, 500, async (n) => {
  const answer = await post(`${running.url}/api/voting/cast`, phones[n]?.headers ?? {}, { pollId: id, choice: n % 50 === 7 ? "against" : "for", press: 1 })
  if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`)
})
const began = performance.now()
const closed = await owner(voting.close, { meetingId, id })
const closing = Math.round(performance.now() - began)
report("ballots", {
  present: totals.present,
  cast: closed.result?.cast,
  seconds: Math.round(burst.seconds * 100) / 100,
  p50: percentile(burst.each, 0.5),
  p99: percentile(burst.each, 0.99),
  closeMs: closing,
  verdict: closed.result?.sentence,
  goal: "≤ 5 s",
  reached: burst.seconds <= 5 && closed.result?.cast === phones.length,
})
await running.stop()
forget(running)
