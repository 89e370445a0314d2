import { useWords } from "#web/words.ts"
import { Standing, type Structure } from "../contract.ts"
import { words } from "../words.ts"

export function StructureTable({ structure }: { structure: Structure }) {
  const say = useWords(words)
  const standings = Standing.options.map((one) => ({ name: say(`standing_${one}`), count: structure.standings[one], share: "" }))
  return (
    <table className="structure">
      <thead>
        <tr>
          <th scope="col">{say("part")}</th>
          <th scope="col">{say("item")}</th>
          <th scope="col" className="is-right">
            {say("count")}
          </th>
          <th scope="col" className="is-right">
            {say("share")}
          </th>
        </tr>
      </thead>
      {[{ title: say("standing"), rows: standings }, ...structure.parts].map(({ title, rows }) => (
        <tbody key={title}>
          {rows.map(({ name, count, share }, at) => (
            <tr key={name}>
              {at === 0 ? (
                <th scope="rowgroup" rowSpan={rows.length}>
                  {title}
                </th>
              ) : null}
              <td>{name}</td>
              <td className="is-right">{count.toLocaleString("en-US")}</td>
              <td className="is-right">{share}</td>
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  )
}
