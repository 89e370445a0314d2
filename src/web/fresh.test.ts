// @vitest-environment node
import { QueryClient, QueryObserver } from "@tanstack/react-query"
import { expect, test } from "vitest"
import { readAnew } from "./fresh.ts"

test("what changes while a page is read for the first time is read once more", async () => {
  const client = new QueryClient()
  const readings: ((count: number) => void)[] = []
  const page = new QueryObserver<number>(client, { queryKey: ["tasks"], queryFn: () => new Promise((answer) => readings.push(answer)) })
  const stop = page.subscribe(() => undefined)
  void readAnew(client, () => true)
  void readAnew(client, () => true)
  expect(readings).toHaveLength(1)

  readings[0]?.(1)
  await expect.poll(() => readings.length).toBe(2)
  readings[1]?.(2)
  await expect.poll(() => page.getCurrentResult().data).toBe(2)
  expect(readings).toHaveLength(2)
  stop()
})
