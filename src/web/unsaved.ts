/** What was typed and not saved is not lost in silence: going to another page asks first, closing the tab lets the browser ask. */
import { useBlocker } from "@tanstack/react-router"
import { App } from "antd"
import { words } from "./ui/words.ts"
import { useWords } from "./words.ts"

/** Only for pages of the desk, which has the router. */
export function useUnsaved(isUnsaved: boolean): void {
  const say = useWords(words)
  const { modal } = App.useApp()
  const mayGo = () =>
    new Promise<boolean>((answer) => {
      const both = { onOk: () => answer(true), onCancel: () => answer(false) }
      modal.confirm({ title: say("unsaved"), content: say("leaveAsk"), okText: say("leave"), cancelText: say("stay"), icon: null, centered: true, ...both })
    })
  useBlocker({ disabled: !isUnsaved, enableBeforeUnload: isUnsaved, shouldBlockFn: async () => !(await mayGo()) })
}
