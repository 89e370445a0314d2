import { cleanup, fireEvent, render, screen, within } from "@testing-library/react"
import { afterEach, expect, test, vi } from "vitest"
import { setLocale } from "../words.ts"
import { ListPage, useList } from "./list.tsx"

type Person = { id: string; name: string; seat: string | null }
const people: Person[] = [
  { id: "1", name: "丁正珍", seat: "18 排 14 座" },
  { id: "2", name: "卜秀兰", seat: "3 排 12 座" },
  { id: "3", name: "于静", seat: null },
]

const asked = vi.fn()

function People({ rows = people, total = 812 }: { rows?: Person[]; total?: number }) {
  const list = useList({ size: 3 })
  asked({ find: list.find, page: list.page, sort: list.sort })
  return (
    <ListPage
      title="名册"
      list={list}
      read={{ data: { rows, total }, error: null }}
      idOf={(person) => person.id}
      searchHint="姓名"
      columns={[
        { key: "name", title: "姓名", sortBy: "name", render: (person) => person.name },
        { key: "seat", title: "座位", align: "right", render: (person) => person.seat },
      ]}
      empty={{ sentence: "还没有代表，请导入名册" }}
      bulk={(ids) => <button type="button">{`印证件 ${ids.length}`}</button>}
      drawer={(person) => <h2>{person.name}的情况</h2>}
    />
  )
}

setLocale("zh-CN")
afterEach(cleanup)
const rowOf = (name: string): HTMLElement => screen.getByText(name, { selector: "td" }).closest("tr") as HTMLElement

test("the count beside the title is the number of all, not of this page", () => {
  render(<People />)

  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("名册812")
  expect(screen.getByText("1–3 / 812")).toBeTruthy()
})

test("a value that is not there is a dash", () => {
  render(<People />)

  expect(within(rowOf("于静")).getByText("—")).toBeTruthy()
})

test("a row opens the drawer, arrow keys move through the rows with it open, Escape closes it", () => {
  render(<People />)
  fireEvent.click(rowOf("丁正珍"))
  expect(screen.getByText("第 1 条，共 812 条")).toBeTruthy()

  fireEvent.keyDown(rowOf("丁正珍"), { key: "ArrowDown" })
  expect(screen.getByText("卜秀兰的情况")).toBeTruthy()
  expect(document.activeElement).toBe(rowOf("卜秀兰"))

  fireEvent.keyDown(document.body, { key: "Escape" })
  expect(screen.queryByText("卜秀兰的情况")).toBeNull()
})

test("choosing rows brings what can be done with them, without opening them", () => {
  render(<People />)
  fireEvent.click(within(rowOf("卜秀兰")).getByRole("checkbox"))

  expect(screen.getByText("已选 1")).toBeTruthy()
  expect(screen.queryByText("卜秀兰的情况")).toBeNull()

  fireEvent.click(screen.getByLabelText("选择本页"))
  expect(screen.getByText("印证件 3")).toBeTruthy()
  fireEvent.click(screen.getByText("取消选择"))
  expect(screen.queryByText(/已选/)).toBeNull()
})

test("the head sorts up, then down, and says so", () => {
  render(<People />)
  fireEvent.click(screen.getByLabelText("按姓名排序"))
  expect(asked).toHaveBeenLastCalledWith({ find: "", page: 1, sort: { by: "name", dir: "asc" } })
  expect(screen.getByText("姓名", { selector: "button" }).closest("th")?.getAttribute("aria-sort")).toBe("ascending")

  fireEvent.click(screen.getByLabelText("按姓名排序"))
  expect(asked).toHaveBeenLastCalledWith({ find: "", page: 1, sort: { by: "name", dir: "desc" } })
})

test("what is typed is asked for from the first page on", async () => {
  render(<People />)
  fireEvent.click(screen.getByLabelText("下一页"))
  expect(asked).toHaveBeenLastCalledWith(expect.objectContaining({ page: 2 }))

  fireEvent.change(screen.getByRole("searchbox"), { target: { value: " 卜 " } })
  await vi.waitFor(() => expect(asked).toHaveBeenLastCalledWith(expect.objectContaining({ find: "卜", page: 1 })))
})

test("an empty list says what to do next", () => {
  render(<People rows={[]} total={0} />)

  expect(screen.getByText("还没有代表，请导入名册")).toBeTruthy()
})
