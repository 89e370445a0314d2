/** What was typed and not saved is not lost in silence: going elsewhere asks first, closing the tab lets the browser ask. */
import { useBlocker } from "@tanstack/react-router"
import { App } from "antd"
import { useEffect, useState } from "react"
import { newId } from "#kernel/ids.ts"
import { words } from "./ui/words.ts"
import { useWords } from "./words.ts"

/** What is written in a drawer, or on one day of many: another click puts something else in its place. */
const inDrawers = new Set<string>()

function useMayGo(): () => Promise<boolean> {
  const say = useWords(words)
  const { modal } = App.useApp()
  return () =>
    new Promise((answer) => {
      const both = { onOk: () => answer(true), onCancel: () => answer(false) }
      modal.confirm({ title: say("unsaved"), content: say("leaveAsk"), okText: say("leave"), cancelText: say("stay"), icon: null, centered: true, ...both })
    })
}

/** Only for pages of the desk, which has the router. */
export function useUnsaved(isUnsaved: boolean, { inDrawer }: { inDrawer: boolean } = { inDrawer: false }): void {
  const mayGo = useMayGo()
  useEffect(() => {
    if (!isUnsaved || !inDrawer) return
    const id = newId()
    inDrawers.add(id)
    return () => void inDrawers.delete(id)
  }, [isUnsaved, inDrawer])
  useBlocker({ disabled: !isUnsaved, enableBeforeUnload: isUnsaved, shouldBlockFn: async () => !(await mayGo()) })
}

/** For what takes its place: at once where nothing would be lost, else after the same question. */
export function useSafely(): (go: () => void) => void {
  const mayGo = useMayGo()
  return (go) => {
    if (inDrawers.size === 0) go()
    else void mayGo().then((may) => may && go())
  }
}

/** Whose drawer is open; `close` where what was written is saved or the thing is gone. */
export function useOpened(first?: string) {
  const safely = useSafely()
  const [openId, setOpenId] = useState(first)
  return { openId, open: (id: string | undefined) => safely(() => setOpenId(id)), close: () => setOpenId(undefined) }
}
