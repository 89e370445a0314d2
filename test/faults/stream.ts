/** A stream of commands of several kinds, each under its own key, and what must be true of it after whatever happened meanwhile. */
import { isDeepStrictEqual } from "node:util"
import { addDays, dayOf } from "#kernel/dates.ts"
import { type Client, post } from "../../bench/running.ts"
import { must, untilAnswered } from "./kill.ts"

type Sent = { operation: string; key: string; body: object; answer: Record<string, unknown> }
export type Stream = { sent: Sent[]; stop(): void; ended: Promise<void> }

const lanes = 8
const opens = addDays(dayOf(new Date().toISOString(), "Asia/Shanghai"), 20)
const meeting = (name: string) => ({
  name,
  theme: "",
  host: "海州市",
  place: "会议中心",
  hall: "大礼堂",
  arrivesOn: opens,
  startsOn: addDays(opens, 1),
  endsOn: addDays(opens, 4),
  departsOn: addDays(opens, 5),
  opensAt: "09:00",
})

/** One lane's commands, each made of what the ones before it answered: units of the house, roles, meetings with all that a template brings, and changes of these. */
async function* lane(lane: number): AsyncGenerator<[string, object], void, Record<string, unknown>> {
  for (let n = 0; ; n++) {
    yield ["units.add", { name: `单位${lane}-${n}` }]
    const role = yield ["access.addRole", { name: `角色${lane}-${n}`, operations: ["units.list"] }]
    yield ["access.changeRole", { ...role, operations: ["units.list", "units.get"] }]
    if (n % 4 !== 0) continue
    const { id, version } = yield ["meetings.create", meeting(`会议${lane}-${n}`)]
    yield [
      "meetings.update",
      { meetingId: id, version, secrecy: "internal", name: `会议${lane}-${n}改`, theme: "", host: "海州市", place: "会议中心", hall: "礼堂" },
    ]
    yield ["meetings.setPhase", { meetingId: id, version: Number(version) + 1, phase: "arrive" }]
  }
}

const pathOf = (operation: string) => `/api/${operation.replace(".", "/")}`

/** Runs until `stop`; each command is sent again under its key until it is answered, as a browser does. */
export function streamOf(owner: Client, url: () => string): Stream {
  const sent: Sent[] = []
  let stopped = false
  const run = async (number: number) => {
    const commands = lane(number)
    let next = await commands.next()
    for (let n = 0; !stopped && !next.done; n++) {
      const [operation, body] = next.value
      const key = `lane-${number}-${n}`
      const { status, body: answer } = await untilAnswered(() => post(url() + pathOf(operation), { ...owner.headers, "idempotency-key": key }, body))
      must(status === 200, `${operation} was refused: ${JSON.stringify(answer)}`)
      sent.push({ operation, key, body, answer: answer as Record<string, unknown> })
      next = await commands.next(answer as Record<string, unknown>)
    }
  }
  return { sent, stop: () => (stopped = true), ended: Promise.all(Array.from({ length: lanes }, (_, number) => run(number))).then(() => undefined) }
}

/** The same key and body get the same answer still; the same key with another body is refused. */
export async function mustBeRemembered(owner: Client, { sent }: Stream): Promise<void> {
  for (const { operation, key, body, answer } of sent) {
    const again = await post(owner.url + pathOf(operation), { ...owner.headers, "idempotency-key": key }, body)
    must(
      again.status === 200 && isDeepStrictEqual(again.body, answer),
      `${operation} under ${key} is now answered ${again.status} ${JSON.stringify(again.body).slice(0, 200)}`,
    )
  }
  for (const { operation, key, body } of sent.slice(-10)) {
    const other = await post(owner.url + pathOf(operation), { ...owner.headers, "idempotency-key": key }, { ...body, name: "另一个" })
    // a change of phase has no name: to it the other body is the same
    const { code } = other.body as { code?: string }
    must(
      operation === "meetings.setPhase" ? other.status === 200 : code === "house.keyReused",
      `${operation} under a used key with another body: ${other.status} ${code}`,
    )
  }
}

const list = async (owner: Client, operation: string, input: object): Promise<Record<string, unknown>[]> => {
  const { status, body } = await post(owner.url + pathOf(operation), owner.headers, input)
  must(status === 200, `${operation}: ${status} ${JSON.stringify(body)}`)
  return Array.isArray(body) ? body : (body as { rows: Record<string, unknown>[] }).rows
}

/** Every unit, role and meeting that was acknowledged is there once, as it was last answered, and nothing else. */
export async function mustBeThere(owner: Client, { sent }: Stream): Promise<void> {
  const last = (operations: string[]) =>
    new Map(sent.filter(({ operation }) => operations.includes(operation)).map(({ answer }) => [String(answer.id), answer] as const))
  for (const [operations, found] of [
    [["units.add"], (await Promise.all(Array.from({ length: lanes }, (_, n) => list(owner, "units.list", { find: `单位${n}-` })))).flat()],
    [["access.addRole", "access.changeRole"], (await list(owner, "access.roles", {})).filter(({ name }) => /^角色\d-/.test(String(name)))],
    [["meetings.create", "meetings.update", "meetings.setPhase"], (await list(owner, "meetings.list", {})).filter(({ name }) => /^会议\d-/.test(String(name)))],
  ] as const) {
    const expected = last([...operations])
    must(found.length === expected.size, `${operations[0]}: ${found.length} are there, ${expected.size} were acknowledged`)
    for (const row of found) {
      const answer = expected.get(String(row.id))
      must(answer?.name === row.name, `${operations[0]}: “${row.name}” is there, “${answer?.name}” was acknowledged`)
    }
  }
}
