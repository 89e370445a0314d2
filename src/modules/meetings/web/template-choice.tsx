/** 选模板: what kind of meeting it is, by setting; and what the chosen one brings. */

import { Section } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { Setting, type TemplateCard } from "../templates/contract.ts"
import { words } from "../templates/words.ts"
import "./templates.css"

type ChoiceProps = { templates: readonly TemplateCard[]; chosen: TemplateCard; onChoose: (template: TemplateCard) => void }

export function TemplateChoice({ templates, chosen, onChoose }: ChoiceProps) {
  const say = useWords(words)
  const groups = Setting.options.map((setting) => ({ setting, own: templates.filter((template) => template.setting === setting) }))
  return (
    <Section title={say("template")}>
      <div className="template-groups" role="radiogroup" aria-label={say("template")}>
        {groups
          .filter(({ own }) => own.length > 0)
          .map(({ setting, own }) => (
            <div key={setting} className="template-group">
              <h3>{say(setting)}</h3>
              {own.map((template) => (
                <Option key={template.key} template={template} isChosen={template.key === chosen.key} onChoose={onChoose} />
              ))}
            </div>
          ))}
      </div>
    </Section>
  )
}

function Option({ template, isChosen, onChoose }: { template: TemplateCard; isChosen: boolean; onChoose: (template: TemplateCard) => void }) {
  const say = useWords(words)
  const { days } = template.defaults
  const length = days === 1 ? say("oneDay") : say("daysLong", { days })
  return (
    <label className={isChosen ? "template-option is-chosen" : "template-option"}>
      <input type="radio" name="template" checked={isChosen} onChange={() => onChoose(template)} />
      <span>
        <span className="template-title">{template.title}</span>
        <span className="template-size">{say("size", { length, sessions: template.sessions, tasks: template.tasks })}</span>
      </span>
    </label>
  )
}

export function ChosenTemplate({ template, onLook }: { template: TemplateCard; onLook: () => void }) {
  const say = useWords(words)
  const { sessions, tasks, teams, documents } = template
  return (
    <Section
      title={template.title}
      action={
        <button type="button" className="quiet-link" onClick={onLook}>
          {say("lookThrough")}
        </button>
      }
    >
      <div className="template-card">
        <p>{template.summary}</p>
        <p className="template-source">{say("sourceOf", { source: template.source })}</p>
      </div>
      <p className="new-brings">{say("brings", { sessions, tasks, teams, documents })}</p>
    </Section>
  )
}
