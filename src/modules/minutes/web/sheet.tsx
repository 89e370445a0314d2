/** The paper in the browser: the same grid as the print, 28 characters a line, on one long sheet. */
import { Fragment } from "react"
import { headOf, markOf, officialDay, titleLines } from "#kernel/official.ts"
import { useWords } from "#web/words.ts"
import type { Text } from "../contract.ts"
import { words } from "../words.ts"

export function Sheet({ text, documentNumber }: { text: Text; documentNumber: string }) {
  const say = useWords(words)
  const mark = markOf(text.issuers)
  const lists = [
    [say("colonPresent"), text.present],
    [say("colonExcused"), text.excused],
    [say("colonAttending"), text.attending],
  ] as const
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
    <section className="sheet-room" aria-label={say("preview")} tabIndex={0}>
      <article className="sheet" lang="zh-CN">
        <div className="sheet-over">{[text.secrecy, text.urgency].map((line) => (line ? <p key={line}>{line}</p> : null))}</div>
        <p className="sheet-mark" style={{ fontSize: `${Math.min(3.4, (0.94 * 27.64) / Math.max(1, [...mark].length))}em` }}>
          {mark}
        </p>
        <p className="sheet-number">{documentNumber}</p>
        <h2 className="sheet-title">
          {titleLines(text.title).map((line) => (
            <span key={line}>{line}</span>
          ))}
        </h2>
        {text.body.map((paragraph, at) => {
          const { face, head, rest } = headOf(paragraph)
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a paragraph has no other identity than its place
            <p key={at} className="sheet-text">
              {head ? <span className={`sheet-${face}`}>{head}</span> : null}
              {rest}
            </p>
          )
        })}
        <Attachments names={text.attachments} />
        <dl className="sheet-lists">
          {lists.map(([label, names]) =>
            names.length > 0 ? (
              <Fragment key={label}>
                <dt>{label}</dt>
                <dd>{names.join(say("pause"))}</dd>
              </Fragment>
            ) : null,
          )}
        </dl>
        {text.signatory.length > 0 || text.date ? (
          <div className="sheet-signed">
            {text.signatory.map((name) => (
              <p key={name}>{name}</p>
            ))}
            {text.date ? <p>{officialDay(text.date)}</p> : null}
          </div>
        ) : null}
        {text.note ? <p className="sheet-text">{text.note}</p> : null}
        <Imprint text={text} />
      </article>
    </section>
  )
}

function Attachments({ names }: { names: string[] }) {
  const say = useWords(words)
  if (names.length === 0) return null
  return (
    <dl className="sheet-lists is-plain">
      <dt>{say("colonAttachments")}</dt>
      <dd>
        {names.map((name, at) => (
          <p key={name}>
            {names.length > 1 ? `${at + 1}. ` : ""}
            {name}
          </p>
        ))}
      </dd>
    </dl>
  )
}

function Imprint({ text }: { text: Text }) {
  const say = useWords(words)
  if (text.copyTo.length === 0 && !text.printedBy && !text.printedOn) return null
  return (
    <footer className="sheet-imprint">
      {text.copyTo.length > 0 ? (
        <p className="sheet-copies">
          {say("colonCopy")}
          {text.copyTo.join(say("comma"))}
          {say("stop")}
        </p>
      ) : null}
      {text.printedBy || text.printedOn ? (
        <p className="sheet-printed">
          <span>{text.printedBy}</span>
          <span>{text.printedOn ? `${officialDay(text.printedOn)}${say("issued")}` : ""}</span>
        </p>
      ) : null}
    </footer>
  )
}
