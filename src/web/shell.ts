/** Which of the four shells this page belongs to; the server picks the cookie by it. */
import type { Shell } from "./pages.ts"

const bases: Record<Shell, string> = { desk: "/", phone: "/m/", gate: "/gate/", screen: "/screen/" }

export function shellAt(path: string): Shell {
  for (const shell of ["phone", "gate", "screen"] as const) {
    if (path.startsWith(bases[shell]) || `${path}/` === bases[shell]) return shell
  }
  return "desk"
}

export const shell = (): Shell => shellAt(globalThis.location?.pathname ?? "/")
export const baseOf = (of: Shell): string => bases[of]
