/** 改为三员分立: the owner names three others, one after the other, and keeps only the work of meetings. */
import { useState } from "react"
import { useCommand } from "#web/api.ts"
import { useGo } from "#web/nav.tsx"
import { tell } from "#web/tell.ts"
import { PageHead } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { Office, type Person } from "../../accounts/contract.ts"
import { access } from "../../contract.ts"
import type { Three } from "../contract.ts"
import { words } from "../words.ts"
import { PersonStep } from "./set-up-steps.tsx"

export function Page() {
  const say = useWords(words)
  const go = useGo()
  const [place, setPlace] = useState(0)
  const [people, setPeople] = useState<Partial<Three>>({})
  const separate = useCommand(access.separate, {
    quiet: true,
    onDone: () => {
      tell("ok", say("separated"))
      go("/meetings")
    },
  })
  const office = Office.options[place] ?? "auditor"
  const isLast = place === Office.options.length - 1
  const next = (person: Person) => {
    const named = { ...people, [office]: person }
    setPeople(named)
    if (isLast) separate.mutate(named as Three)
    else setPlace(place + 1)
  }
  return (
    <div className="page">
      <PageHead title={say("separateTitle")} />
      <p className="separate-why">{say("separateWhy")}</p>
      <div className="narrow-form">
        <h2 className="separate-who">{say(`who.${office}`)}</h2>
        <p className="separate-why">{say(`why.${office}`)}</p>
        <PersonStep
          key={office}
          step={say("step", { n: place + 1, all: Office.options.length })}
          onBack={place > 0 ? () => setPlace(place - 1) : undefined}
          person={people[office]}
          isOwner={false}
          isLast={isLast}
          isBusy={separate.isPending}
          refusal={separate.error?.message}
          onNext={next}
        />
      </div>
    </div>
  )
}
