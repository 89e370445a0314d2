/** 接口: every operation with what it asks, answers and refuses, for whoever connects another system. */
import { useQuery } from "@tanstack/react-query"
import { type ReactNode, useState } from "react"
import type { PageProps } from "#web/pages.ts"
import { tell } from "#web/tell.ts"
import { Busy, Empty, PageHead, Problem, Section } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { type ApiOperation, type Document, exampleOf, fieldsOf, operationsOf, type Schema } from "./api-document.ts"
import { words } from "./words.ts"
import "./system.css"

const address = "/api/openapi.json"

async function read(): Promise<ApiOperation[]> {
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(String(answer.status))
  return operationsOf((await answer.json()) as Document)
}

export function Page(_: PageProps) {
  const say = useWords(words)
  const described = useQuery({ queryKey: ["openapi"], queryFn: read, staleTime: Number.POSITIVE_INFINITY })
  const [find, setFind] = useState("")
  const [name, setName] = useState("")
  const found = (described.data ?? []).filter((one) =>
    `${one.name} ${one.summary["zh-CN"]} ${one.summary.en}`.toLowerCase().includes(find.trim().toLowerCase()),
  )
  const chosen = described.data?.find((one) => one.name === name)
  return (
    <div className="page">
      <PageHead
        title={say("api")}
        count={described.data?.length}
        actions={
          <a className="quiet-link" href={address} target="_blank" rel="noreferrer">
            {say("apiDocument")}
          </a>
        }
      />
      {described.error ? <Problem error={new Error(say("apiFailed"))} again={() => void described.refetch()} /> : null}
      {described.isPending ? <Busy /> : null}
      {described.data ? (
        <div className="api">
          <nav className="api-list" aria-label={say("api")}>
            <label className="list-search">
              <input type="search" value={find} placeholder={say("apiFind")} aria-label={say("apiFind")} onChange={(event) => setFind(event.target.value)} />
            </label>
            {found.length === 0 ? <Empty sentence={say("apiNone")} /> : <Names found={found} name={name} onChoose={setName} />}
          </nav>
          {chosen ? <Shown key={chosen.name} one={chosen} /> : <Empty sentence={say("apiChoose")} />}
        </div>
      ) : null}
    </div>
  )
}

function Names({ found, name, onChoose }: { found: ApiOperation[]; name: string; onChoose: (name: string) => void }) {
  const locale = useLocale()
  const modules = [...new Set(found.map(({ module }) => module))]
  return modules.map((module) => (
    <section key={module}>
      <h2>{module}</h2>
      {found
        .filter((one) => one.module === module)
        .map((one) => (
          <button key={one.name} type="button" className="api-one" aria-current={one.name === name ? "true" : undefined} onClick={() => onChoose(one.name)}>
            {one.name}
            <small>{one.summary[locale]}</small>
          </button>
        ))}
    </section>
  ))
}

function Shown({ one }: { one: ApiOperation }) {
  const say = useWords(words)
  const locale = useLocale()
  return (
    <article className="api-shown">
      <h2>{one.summary[locale]}</h2>
      <p>
        <span className="api-path">POST {one.path}</span> · {say(one.kind)}
      </p>
      <p>{say(`scope.${one.scope}`)}</p>
      <Section title={say("apiInput")}>
        <Fields schema={one.input} mark={say("apiMust")} />
      </Section>
      <Section title={say("apiOutput")}>
        <Fields schema={one.output} mark="" />
      </Section>
      <Section title={say("apiRefusals")}>
        {one.refusals.map(({ code, status, ...sentence }) => (
          <Line key={code} name={code} end={String(status)}>
            {sentence[locale]}
          </Line>
        ))}
      </Section>
      <Example one={one} />
    </article>
  )
}

function Fields({ schema, mark }: { schema: Schema | undefined; mark: string }) {
  const say = useWords(words)
  const fields = fieldsOf(schema)
  if (fields.length === 0) return <p className="section-empty">{say("apiNothing")}</p>
  return fields.map(({ name, type, required }) => (
    <Line key={name} name={name} end={required ? mark : ""}>
      {type}
    </Line>
  ))
}

function Line({ name, end, children }: { name: string; end: string; children: ReactNode }) {
  return (
    <div className="api-field">
      <code>{name}</code>
      <span>{children}</span>
      <small>{end}</small>
    </div>
  )
}

function Example({ one }: { one: ApiOperation }) {
  const say = useWords(words)
  const key = one.kind === "command" ? ` \\\n  -H 'Idempotency-Key: ${"$"}(uuidgen)'` : ""
  const body = JSON.stringify(exampleOf(one.input), null, 2)
  const example = `curl ${globalThis.location.origin}${one.path} \\\n  -H "Authorization: Bearer $HUIXU_KEY" \\\n  -H 'Content-Type: application/json'${key.replaceAll("'", '"')} \\\n  -d '${body}'`
  const copy = async () => {
    await navigator.clipboard.writeText(example)
    tell("ok", say("apiCopied"))
  }
  return (
    <Section
      title={say("apiExample")}
      action={
        globalThis.isSecureContext ? (
          <button type="button" className="quiet-link" onClick={() => void copy()}>
            {say("apiCopy")}
          </button>
        ) : null
      }
    >
      <pre className="api-code">{example}</pre>
    </Section>
  )
}
