/** A value outside React that components follow: the language, the connection, the jobs of this page. */
import { useSyncExternalStore } from "react"

export type Store<Value> = { get(): Value; set(value: Value): void; follow(listener: () => void): () => void }

export function store<Value>(first: Value): Store<Value> {
  let value = first
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return
      value = next
      for (const listener of listeners) listener()
    },
    follow(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export const useStore = <Value>(of: Store<Value>): Value => useSyncExternalStore(of.follow, of.get, of.get)
