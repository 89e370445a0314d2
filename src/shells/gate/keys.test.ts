import { afterEach, beforeEach, expect, test } from "vitest"
import { tokenIn } from "./enrol.tsx"
import { onBurst } from "./keys.ts"

let read: string[] = []
let stop = () => {}
let clock = 0
beforeEach(() => {
  read = []
  stop = onBurst((text) => read.push(text))
})
afterEach(() => stop())

/** Keys as the browser reports them, `gap` milliseconds apart. */
function type(text: string, gap: number, target: EventTarget = document): void {
  for (const key of [...text, "Enter"]) {
    clock += gap
    const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })
    Object.defineProperty(event, "timeStamp", { value: clock })
    target.dispatchEvent(event)
  }
}

test("what a keyboard scanner types is one scan; what a hand types is none", () => {
  type("HX1:0123456789ABCDEFGHJKMNPQRS", 8)
  clock += 2000
  type("zhangsan", 180)
  clock += 2000
  type("ok", 5)
  expect(read).toEqual(["HX1:0123456789ABCDEFGHJKMNPQRS"])
})

test("a card is read whole even when the device stutters in the middle of it", () => {
  type("HX1:0123456789ABCDEFGHJKMNPQRS", 150)
  type("zhHX1:0123456789ABCDEFGHJKMNPQRS", 150)
  expect(read).toEqual(["HX1:0123456789ABCDEFGHJKMNPQRS", "HX1:0123456789ABCDEFGHJKMNPQRS"])
})

test("two cards in quick succession are two scans", () => {
  type("HX1:AAAAAAAAAA", 5)
  type("HX1:BBBBBBBBBB", 5)
  expect(read).toEqual(["HX1:AAAAAAAAAA", "HX1:BBBBBBBBBB"])
})

test("a scan while the search field has the cursor is no search", () => {
  const field = document.createElement("input")
  field.value = "张HX1:AAAAAAAAAA"
  document.body.append(field)
  type("HX1:AAAAAAAAAA", 5, field)
  expect(read).toEqual(["HX1:AAAAAAAAAA"])
  expect(field.value).toBe("张")
})

test("the token of an enrolment is found in its link, however it came in", () => {
  const token = "05ZA97V7WQ4BZXG0V8RQXPEM4G"
  for (const text of [token, `#${token}`, `https://huixu.example/gate/#${token}`, ` http://10.0.0.5:4180/gate/#${token.toLowerCase()} `])
    expect(tokenIn(text)).toBe(token)
  expect(tokenIn("https://huixu.example/gate/")).toBeUndefined()
})
