import { Button } from "antd"
import { useWords } from "#web/words.ts"
import { words } from "../words.ts"

export function RecoveryCodes({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  const say = useWords(words)
  const keep = () => {
    const url = URL.createObjectURL(new Blob([`${say("recoveryCodes")}\n\n${codes.join("\n")}\n`], { type: "text/plain" }))
    const link = document.createElement("a")
    link.href = url
    link.download = `${say("recoveryCodes")}.txt`
    link.click()
    URL.revokeObjectURL(url)
  }
  return (
    <div className="recovery">
      <h3>{say("recoveryCodes")}</h3>
      <p className="account-why">{say("recoveryWhy")}</p>
      <ul className="recovery-codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <p className="account-acts">
        <Button onClick={() => globalThis.print()}>{say("print")}</Button>
        <Button onClick={keep}>{say("download")}</Button>
        <Button type="primary" onClick={onKept}>
          {say("kept")}
        </Button>
      </p>
    </div>
  )
}
