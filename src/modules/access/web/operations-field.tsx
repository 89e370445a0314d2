/** 权限内容: operations by area, with a search; a whole area, or some of it. */
import { Checkbox, Input } from "antd"
import { useState } from "react"
import { Icon } from "#web/ui/icon.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { words } from "../roles/words.ts"
import { nameOfModule, nameOfOperation, operationsByModule } from "./operation-names.ts"
import "./roles.css"

type Props = { value: readonly string[]; onChange: (value: string[]) => void; withOffices: boolean }
const offices = new Set(["access", "audit", "house"])

export function OperationsField({ value, onChange, withOffices }: Props) {
  const say = useWords(words)
  const locale = useLocale()
  const [find, setFind] = useState("")
  const [opened, setOpened] = useState<readonly string[]>([])
  const wanted = find.trim().toLowerCase()
  const fits = (text: string) => text.toLowerCase().includes(wanted)
  const groups = operationsByModule
    .filter(({ module }) => withOffices || !offices.has(module))
    .map(({ module, operations }) => {
      const name = nameOfModule(module, locale)
      const shown = wanted === "" || fits(name) ? operations : operations.filter((one) => fits(nameOfOperation(one, locale)) || fits(one))
      return { module, name, operations: shown, isOpen: wanted !== "" || opened.includes(module) }
    })
    .filter(({ operations }) => operations.length > 0)
  const open = (module: string) => setOpened(opened.includes(module) ? opened.filter((one) => one !== module) : [...opened, module])
  if (value.includes("*")) return <p className="section-empty">{say("everythingWhy")}</p>
  return (
    <div className="operations">
      <Input allowClear prefix={<Icon name="search" />} placeholder={say("searchOperations")} value={find} onChange={(event) => setFind(event.target.value)} />
      {groups.length === 0 ? <p className="section-empty">{say("nothingFound")}</p> : null}
      {groups.map((group) => (
        <Area key={group.module} {...group} value={value} onChange={onChange} onOpen={() => open(group.module)} />
      ))}
    </div>
  )
}

type AreaProps = {
  module: string
  name: string
  operations: readonly string[]
  isOpen: boolean
  value: readonly string[]
  onChange: (value: string[]) => void
  onOpen: () => void
}

function Area({ module, name, operations, isOpen, value, onChange, onOpen }: AreaProps) {
  const say = useWords(words)
  const locale = useLocale()
  const whole = `${module}.*`
  const isWhole = value.includes(whole)
  const some = value.filter((one) => one.startsWith(`${module}.`) && one !== whole)
  const without = value.filter((one) => !one.startsWith(`${module}.`))
  const toggle = (operation: string) => onChange(value.includes(operation) ? value.filter((one) => one !== operation) : [...value, operation])
  return (
    <div className="operations-area">
      <button type="button" className="operations-head" aria-expanded={isOpen} onClick={onOpen}>
        <Icon name={isOpen ? "down" : "right"} />
        <span>{name}</span>
        <span className="operations-sum">{isWhole ? say("everything") : some.length > 0 ? some.length : ""}</span>
      </button>
      {isOpen ? (
        <ul>
          <li>
            <Checkbox checked={isWhole} onChange={() => onChange(isWhole ? without : [...without, whole])}>
              {say("wholeModule")}
            </Checkbox>
          </li>
          {operations.map((operation) => (
            <li key={operation}>
              <Checkbox checked={isWhole || value.includes(operation)} disabled={isWhole} onChange={() => toggle(operation)}>
                {nameOfOperation(operation, locale)}
              </Checkbox>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}
