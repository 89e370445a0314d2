import { Refusal } from "#kernel/contract.ts"
import { officialDay, type Paragraph } from "#kernel/official.ts"
import type { Text } from "./contract.ts"

export type Held = {
  meeting: { name: string; host: string; place: string }
  session: { title: string; day: string; starts: string; place: string; chair: string; bodyName: string | null }
  /** The body that was due, or all delegates where the session has none. */
  people: { name: string; unit: string; isMember: boolean; isExcused: boolean; isPresent: boolean }[]
  events: { kind: string; sentence: string; data: unknown }[]
  polls: { id: string; title: string; sentence: string | null }[]
  today: string
}

/** Above this a list of names would fill the paper: it says how many, the sign-in list says who. */
const mostNames = 100

const digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"]
/** 一 … 九十九, as paragraphs are numbered. */
export function hanNumber(number: number): string {
  const tens = Math.floor(number / 10)
  return `${tens > 1 ? digits[tens] : ""}${tens > 0 ? "十" : ""}${digits[number % 10]}`
}

const ended = (sentence: string): string => (/[。！？；：]$/.test(sentence) ? sentence : `${sentence}。`)

function halfDay(clock: string): string {
  const hour = Number(clock.slice(0, 2))
  return hour < 12 ? "上午" : hour < 18 ? "下午" : "晚上"
}

/** 应到 = 实到 + 请假 + 缺席: an excused member who came all the same is present. */
export function totalsOf(people: Held["people"]) {
  const due = people.filter((person) => person.isMember)
  const present = due.filter((person) => person.isPresent)
  const excused = due.filter((person) => !person.isPresent && person.isExcused)
  const attending = people.filter((person) => !person.isMember && person.isPresent)
  return { due: due.length, present, excused, absent: due.length - present.length - excused.length, attending }
}

const named = (people: Held["people"]): string[] => (people.length > mostNames ? [`${people.length}人`] : people.map((person) => person.name))

function opening({ meeting, session, events }: Held, totals: ReturnType<typeof totalsOf>): string {
  const { due, present, excused, absent } = totals
  // a sitting opens only with its quorum
  const hasQuorum = events.some((event) => event.kind === "opened")
  const count = [
    `应到${due}人`,
    `实到${present.length}人`,
    excused.length > 0 && `请假${excused.length}人`,
    absent > 0 && `缺席${absent}人`,
    hasQuorum && "达到法定人数",
  ]
    .filter(Boolean)
    .join("，")
  const place = session.place || meeting.place
  return [
    `${officialDay(session.day)}${halfDay(session.starts)}，${meeting.name}${session.title}在${place}举行。`,
    session.chair && `会议由${session.chair}主持。`,
    due > 0 && `${count}。`,
  ]
    .filter(Boolean)
    .join("")
}

/** Opening and closing are said in the first paragraph, votes with the poll's own title and sentence: each thing once. */
const saidElsewhere = new Set(["opened", "closed", "pollOpened", "handCount", "pollClosed", "pollAbandoned", "resultReleased"])
const speaksOf = (event: Held["events"][number], pollId: string): boolean => event.kind === "pollClosed" && JSON.stringify(event.data ?? null).includes(pollId)

/** The body of the draft: what happened in the order of the log, then the votes, each with its sentence. */
export function draftBody(held: Held): Paragraph[] {
  const course = held.events.filter((event) => !saidElsewhere.has(event.kind) && event.sentence.trim() !== "")
  const votes = held.polls.flatMap((poll) => {
    const sentence = poll.sentence ?? held.events.find((event) => speaksOf(event, poll.id))?.sentence
    return sentence ? [{ ...poll, sentence }] : []
  })
  const chapters = [
    { title: "会议进行情况", paragraphs: course.map((event) => ({ level: 0, text: ended(event.sentence.trim()) })) },
    {
      title: "表决事项",
      paragraphs: votes.map((poll, at) => ({ level: 2, text: `（${hanNumber(at + 1)}）${ended(poll.title)}${ended(poll.sentence)}` })),
    },
  ].filter((chapter) => chapter.paragraphs.length > 0)
  return [
    { level: 0, text: `${opening(held, totalsOf(held.people))}${chapters.length > 0 ? "现将会议情况纪要如下：" : ""}` },
    ...chapters.flatMap((chapter, at) => [{ level: 1, text: `${hanNumber(at + 1)}、${chapter.title}` }, ...chapter.paragraphs]),
  ]
}

export function draftText(held: Held): Text {
  const totals = totalsOf(held.people)
  return {
    issuers: [held.meeting.name.endsWith("会议") ? held.meeting.name : `${held.meeting.name}会议`],
    secrecy: null,
    urgency: null,
    title: `${held.meeting.name}${held.session.title}纪要`,
    body: draftBody(held),
    attachments: [],
    signatory: [],
    date: null,
    note: null,
    present: named(totals.present),
    excused: named(totals.excused),
    attending: named(totals.attending),
    copyTo: [],
    printedBy: held.meeting.host || null,
    printedOn: held.today,
  }
}

/** 大会 numbers 大会纪要, 主席团 numbers 主席团会议纪要, whatever the session is called. */
export function seriesOf({ bodyName, title }: Held["session"]): string {
  const name = (bodyName ?? title).slice(0, 30)
  return name.endsWith("会") || name.endsWith("会议") ? `${name}纪要` : `${name}会议纪要`
}

/** 7.2.5: full year in 六角括号, no 第, no zeros before. */
export const documentNumberOf = (series: string, year: number, number: number | "×"): string => `${series}〔${year}〕${number}号`

const marks: [RegExp, number][] = [
  [/^[一二三四五六七八九十]+、/, 1],
  [/^（[一二三四五六七八九十]+）/, 2],
  [/^\d+[.．]/, 3],
  [/^（\d+）/, 4],
]
/** Which level the number at the beginning of a paragraph says; text where there is none. */
export const levelOf = (text: string): number => marks.find(([mark]) => mark.test(text))?.[1] ?? 0

/** Names as people write them: apart by 顿号, comma, semicolon or line. The last one keeps what is being typed. */
export const namesIn = (typed: string): string[] =>
  typed === "" ? [] : typed.split(/[、，,;；\n]/).map((name, at, all) => (at === all.length - 1 ? name : name.trim()))

/** Everything the paper will say, as it is laid before those who approve it. */
export function paperText(series: string, text: Text): string {
  const lines: [string, readonly string[]][] = [
    ["发文机关", text.issuers],
    ["密级", text.secrecy ? [text.secrecy] : []],
    ["紧急程度", text.urgency ? [text.urgency] : []],
    ["出席", text.present],
    ["请假", text.excused],
    ["列席", text.attending],
    ["附件", text.attachments],
    ["署名", text.signatory],
    ["成文日期", text.date ? [text.date] : []],
    ["附注", text.note ? [text.note] : []],
    ["抄送", text.copyTo],
    ["印发", [text.printedBy, text.printedOn].filter((one) => one !== null)],
  ]
  const facts = lines.flatMap(([name, values]) => (values.length > 0 ? [`${name}：${values.join("、")}`] : []))
  return [series, ...text.body.map((paragraph) => paragraph.text), ...facts].join("\n")
}

type Standing = { state: string; isOfThisText: boolean } | null
export function mustNotBeUnderApproval(approval: Standing): void {
  if (approval?.state === "running") throw new Refusal("minutes.underApproval")
}
/** Where a flow is set nothing becomes final that was not approved as it stands (BR-52). */
export function mustBeApproved(approval: Standing, isRequired: boolean): void {
  mustNotBeUnderApproval(approval)
  if (!isRequired) return
  if (approval?.state !== "approved") throw new Refusal("minutes.notApproved")
  if (!approval.isOfThisText) throw new Refusal("minutes.changedSince")
}

export function mustBeDraft(minutes: { state: string; documentNumber: string | null }): void {
  if (minutes.state === "final") throw new Refusal("minutes.alreadyFinal", { number: minutes.documentNumber })
}
export function mustHaveBeenHeld(held: Held): void {
  if (held.events.length > 0 || held.polls.some(({ sentence }) => sentence !== null)) return
  // without a log, sign-ins of a day that has come are what shows that people met; early arrivals for a later day do not
  const hasMet = held.session.day <= held.today && held.people.some((person) => person.isPresent)
  if (!hasMet) throw new Refusal("minutes.notHeld")
}
