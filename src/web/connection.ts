/** Whether the server answers. Requests and the live stream report here; while it does not, a light request asks again. */
import { store, useStore } from "./store.ts"

const reachable = store(true)
let asking: ReturnType<typeof setTimeout> | undefined

export const isReachable = (): boolean => reachable.get()
export const useReachable = (): boolean => useStore(reachable)
export const onReachable = (listener: () => void): (() => void) => reachable.follow(listener)

export function answered(): void {
  clearTimeout(asking)
  asking = undefined
  reachable.set(true)
}

export function unanswered(): void {
  reachable.set(false)
  asking ??= setTimeout(ask, 3000)
}

/** Something broke off that may have other reasons: ask at once, and say nothing before the answer. */
export function doubt(): void {
  clearTimeout(asking)
  void ask()
}

async function ask(): Promise<void> {
  asking = undefined
  try {
    const answer = await fetch("/healthz", { cache: "no-store" })
    // a reverse proxy answers for a server that is down: only a good answer counts
    if (answer.ok) answered()
    else unanswered()
  } catch {
    unanswered()
  }
}

globalThis.window?.addEventListener("offline", unanswered)
globalThis.window?.addEventListener("online", doubt)
