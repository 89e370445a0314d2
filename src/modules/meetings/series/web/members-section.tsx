import { Button } from "antd"
import { useState } from "react"
import { useCommand } from "#web/api.ts"
import { tell } from "#web/tell.ts"
import { Empty, Section } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { meetings } from "../../contract.ts"
import type { Member, SeriesPlan } from "../contract.ts"
import { words } from "../words.ts"
import { MemberDrawer } from "./member-drawer.tsx"
import { PasteDrawer } from "./paste-drawer.tsx"

type Open = { kind: "paste" } | { kind: "member"; at: number } | null

/** Who sits in it for good, in the order of the protocol: each of them stands on the roster of every new meeting. */
export function MembersSection({ plan }: { plan: SeriesPlan }) {
  const say = useWords(words)
  const { series, members, may, version, categories } = plan
  const [open, setOpen] = useState<Open>(null)
  const save = useCommand(meetings.setSeriesMembers, {
    onDone: (after) => {
      tell("ok", say("savedMembers", { count: after.members.length }))
      setOpen(null)
    },
  })
  const put = (list: readonly Member[]) => save.mutate({ seriesId: series.id, version, members: [...list] })
  const close = () => setOpen(null)
  const paste = () => setOpen({ kind: "paste" })
  const actions = (
    <>
      <button type="button" className="quiet-link" onClick={() => setOpen({ kind: "member", at: members.length })}>
        {say("addMember")}
      </button>{" "}
      <button type="button" className="quiet-link" onClick={paste}>
        {say("paste")}
      </button>
    </>
  )
  const voters = members.filter(({ mayVote }) => mayVote).length
  return (
    <Section
      title={say("members")}
      count={members.length || undefined}
      note={members.length ? say("voters", { count: voters }) : undefined}
      action={may.edit && members.length ? actions : null}
    >
      {members.length === 0 ? <Empty sentence={say("noMembers")} action={may.edit ? <Button onClick={paste}>{say("paste")}</Button> : null} /> : null}
      {members.length ? <Lines plan={plan} onOpen={(at) => setOpen({ kind: "member", at })} /> : null}
      {open?.kind === "paste" ? <PasteDrawer plan={plan} isBusy={save.isPending} onPut={put} onClose={close} /> : null}
      {open?.kind === "member" ? (
        <MemberDrawer key={open.at} members={members} at={open.at} categories={categories} isBusy={save.isPending} onPut={put} onClose={close} />
      ) : null}
    </Section>
  )
}

function Lines({ plan: { members, categories, may }, onOpen }: { plan: SeriesPlan; onOpen: (at: number) => void }) {
  const say = useWords(words)
  const nameOf = (key: string) => categories.find((one) => one.key === key)?.name ?? key
  return (
    <ol className="series-members">
      {members.map((member, at) => (
        <li key={`${member.name} ${member.unit} ${member.post}`}>
          <span className="series-rank">{member.rank ?? ""}</span>
          {may.edit ? (
            <button type="button" className="quiet-link" onClick={() => onOpen(at)}>
              {member.name}
            </button>
          ) : (
            <span>{member.name}</span>
          )}
          <span className="series-post">{[member.unit, member.post].filter(Boolean).join(" ")}</span>
          <span className="series-mark">
            {[nameOf(member.category), member.isChair ? say("chairMark") : "", member.mayVote ? "" : say("noVote")].filter(Boolean).join(" · ")}
          </span>
        </li>
      ))}
    </ol>
  )
}
