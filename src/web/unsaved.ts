/** What was typed and not saved is not lost in silence: going to another page asks first, closing the tab lets the browser ask. */
import { useBlocker } from "@tanstack/react-router"

/** `mayGo` answers whether the person wants to leave all the same. Only for pages of the desk, which has the router. */
export function useUnsaved(isUnsaved: boolean, mayGo: () => Promise<boolean>): void {
  useBlocker({ disabled: !isUnsaved, enableBeforeUnload: isUnsaved, shouldBlockFn: async () => !(await mayGo()) })
}
