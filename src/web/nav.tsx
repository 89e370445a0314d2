/** Going from page to page, whatever router the shell has. Paths start at the shell's base. */
import type { AnchorHTMLAttributes, MouseEvent } from "react"
import { baseOf, shell } from "./shell.ts"

export type Navigator = { go(path: string, how?: { replace?: boolean }): void; warm?(path: string): void }

let navigator: Navigator = { go: (path) => globalThis.location.assign(hrefOf(path)) }
/** Set once by the shell that has a router. */
export function navigateWith(next: Navigator): void {
  navigator = next
}

export const hrefOf = (path: string): string => baseOf(shell()).slice(0, -1) + path

export const useGo = (): Navigator["go"] => navigator.go

type GoProps = { to: string; replace?: boolean } & Omit<AnchorHTMLAttributes<HTMLAnchorElement>, "href">

export function Go({ to, replace, onClick, ...rest }: GoProps) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event)
    const wantsAnotherTab = event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0 || (rest.target && rest.target !== "_self")
    if (event.defaultPrevented || wantsAnotherTab) return
    event.preventDefault()
    navigator.go(to, { replace })
  }
  return <a {...rest} href={hrefOf(to)} onClick={follow} onPointerEnter={() => navigator.warm?.(to)} />
}
