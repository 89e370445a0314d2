import { act, cleanup, fireEvent, render, screen } from "@testing-library/react"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { tell, untell } from "../tell.ts"
import { setLocale } from "../words.ts"
import { Told } from "./told.tsx"

setLocale("zh-CN")
beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})
const later = (ms: number) => act(() => vi.advanceTimersByTime(ms))

test("what went well passes by itself; what can be taken back stays longer", () => {
  render(<Told />)
  act(() => {
    tell("ok", "已保存")
    tell("ok", "“定稿”已完成", { label: "撤销", go: () => undefined })
  })
  later(5000)
  expect(screen.queryByText("已保存")).toBeNull()
  expect(screen.getByRole("button", { name: "撤销" })).toBeDefined()
  later(8000)
  expect(screen.queryByRole("button", { name: "撤销" })).toBeNull()
})

test("what was wrong goes when it was tried again and went well; other wrongs wait to be read", () => {
  render(<Told />)
  act(() => {
    tell("wrong", "登录名已有人用")
    tell("wrong", "没有连上服务器")
  })
  act(() => {
    untell("登录名已有人用")
    tell("ok", "已添加账号")
  })
  expect(screen.queryByText("登录名已有人用")).toBeNull()
  expect(screen.getByText("没有连上服务器")).toBeDefined()
})

test("taken back once, the message is gone", () => {
  const go = vi.fn()
  render(<Told />)
  act(() => tell("ok", "“定稿”已完成", { label: "撤销", go }))
  fireEvent.click(screen.getByRole("button", { name: "撤销" }))
  expect(go).toHaveBeenCalledTimes(1)
  expect(screen.queryByText("“定稿”已完成")).toBeNull()
})

test("nothing goes away under the hand, and what comes after it goes by itself again", () => {
  render(<Told />)
  act(() => tell("ok", "已保存"))
  fireEvent.pointerEnter(screen.getByRole("status"))
  later(60_000)
  fireEvent.click(screen.getByRole("button", { name: "关闭" }))
  act(() => tell("ok", "已确认"))
  later(5000)
  expect(screen.queryByText("已确认")).toBeNull()
})
