import { useSyncExternalStore } from "react"

const query = globalThis.matchMedia?.("(max-width: 767px)")
const listen = (changed: () => void) => {
  query?.addEventListener("change", changed)
  return () => query?.removeEventListener("change", changed)
}

/** On a phone weeks side by side cannot be read: the countdown is a list there. */
export const useNarrow = (): boolean => useSyncExternalStore(listen, () => query?.matches ?? false)
