import { Component, type ReactNode } from "react"
import type { Say } from "#web/words.ts"
import type { words } from "./words.ts"

type Props = { say: Say<typeof words>; onAgain: () => void; children: ReactNode }

/** A page whose code could not be fetched (first opened without network) says so and can be tried again; the card stays reachable. */
export class CatchProblem extends Component<Props, { hasFailed: boolean }> {
  override state = { hasFailed: false }
  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true }
  }
  override render(): ReactNode {
    const { say, onAgain, children } = this.props
    if (!this.state.hasFailed) return children
    const again = () => {
      onAgain()
      this.setState({ hasFailed: false })
    }
    return (
      <main className="phone-need">
        <h1>{say("failed")}</h1>
        <button type="button" className="phone-button" onClick={again}>
          {say("tryAgain")}
        </button>
      </main>
    )
  }
}
