/** 设置: the first visit of a new house, step by step. There is no account before it, and none that it does not make. */
import { useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { call } from "#web/api.ts"
import { useWords } from "#web/words.ts"
import { Office, type Person } from "../accounts/contract.ts"
import { access } from "../contract.ts"
import type { Mode, Three } from "../offices/contract.ts"
import { DoneStep, HouseStep, ModeStep, PersonStep } from "../offices/web/set-up-steps.tsx"
import { words } from "../offices/words.ts"
import { Alone } from "./alone.tsx"

type Draft = { organisation: string; mode: Mode; people: Partial<Record<Office | "owner", Person>> }

export function Page() {
  const say = useWords(words)
  const client = useQueryClient()
  const [place, setPlace] = useState(0)
  const [draft, setDraft] = useState<Draft>({ organisation: "", mode: "three", people: {} })
  const [isBusy, setBusy] = useState(false)
  const [refusal, refuse] = useState<string>()
  const roles = draft.mode === "three" ? Office.options : (["owner"] as const)
  const all = 2 + roles.length
  const who = roles[place - 2]
  const goTo = (next: Partial<Draft>) => {
    refuse(undefined)
    setDraft({ ...draft, ...next })
    setPlace(place + 1)
  }
  const enter = () => client.invalidateQueries()
  const finish = async (complete: Draft) => {
    setDraft(complete)
    setBusy(true)
    refuse(undefined)
    try {
      await setUp(complete)
      // read anew only when the owner is in: in between the desk would send him to the sign-in page
      if (complete.mode === "owner") await enter()
      else setPlace(all)
    } catch (error) {
      refuse((error as Error).message)
    } finally {
      setBusy(false)
    }
  }
  const back = () => {
    refuse(undefined)
    setPlace(place - 1)
  }
  const shared = { step: say("step", { n: place + 1, all }), onBack: place > 0 ? back : undefined }
  if (place === 0)
    return (
      <Alone title={say("houseTitle")} why={say("houseWhy")}>
        <HouseStep {...shared} organisation={draft.organisation} onNext={(organisation) => goTo({ organisation })} />
      </Alone>
    )
  if (place === 1)
    return (
      <Alone title={say("modeTitle")} why={say("modeWhy")}>
        <ModeStep {...shared} mode={draft.mode} onNext={(mode) => goTo({ mode })} />
      </Alone>
    )
  if (!who)
    return (
      <Alone title={say("doneTitle")} why={say("doneWhy")}>
        <DoneStep people={draft.people} onEnter={() => void enter()} />
      </Alone>
    )
  const next = (person: Person) => {
    const isTaken = roles.some((role) => role !== who && isSamePerson(draft.people[role], person))
    if (isTaken) return refuse(say("samePerson"))
    const people = { ...draft.people, [who]: person }
    return place === all - 1 ? void finish({ ...draft, people }) : goTo({ people })
  }
  return (
    <Alone title={who === "owner" ? say("ownerTitle") : say(`who.${who}`)} why={who === "owner" ? say("ownerWhy") : say(`why.${who}`)}>
      <PersonStep
        key={who}
        {...shared}
        person={draft.people[who]}
        isLast={place === all - 1}
        isBusy={isBusy}
        refusal={refusal}
        isOwner={who === "owner"}
        onNext={next}
      />
    </Alone>
  )
}

const plain = (text: string): string => text.normalize("NFC").trim().toLowerCase()
const isSamePerson = (one: Person | undefined, other: Person): boolean =>
  one !== undefined && (plain(one.name) === plain(other.name) || plain(one.username) === plain(other.username))

async function setUp({ organisation, mode, people }: Draft): Promise<void> {
  if (mode === "three") {
    await call(access.setUp, { mode, organisation, ...(people as Three) })
    return
  }
  const owner = people.owner as Person
  await call(access.setUp, { mode, organisation, ...owner })
  await call(access.signIn, { username: owner.username, password: owner.password })
}
