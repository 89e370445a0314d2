/** Files that the server makes at once: the answer of an operation is a ticket, and the browser fetches by it. */
import { Button } from "antd"
import { type ReactNode, useState } from "react"
import { download, Refused } from "../api.ts"
import { tell } from "../tell.ts"

export async function fetchBy(ticket: Promise<{ url: string }>): Promise<void> {
  try {
    download((await ticket).url)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    tell("wrong", error.message)
  }
}

export function TicketButton({ label, ask, primary }: { label: ReactNode; ask: () => Promise<{ url: string }>; primary?: boolean }) {
  const [isBusy, setBusy] = useState(false)
  const begin = () => {
    setBusy(true)
    void fetchBy(ask()).finally(() => setBusy(false))
  }
  return (
    <Button type={primary ? "primary" : "default"} loading={isBusy} onClick={begin}>
      {label}
    </Button>
  )
}
