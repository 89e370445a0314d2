import { afterAll } from "vitest"
import { closeHouse } from "./harness.ts"

afterAll(closeHouse, 30_000)
