import { expect, test } from "vitest"
import { createApp } from "#server/app.ts"
import { servedBy } from "../src/compose.ts"
import { as, house, usualPassword } from "./harness.ts"

test("cookies are Secure where the browser came by https, and never on plain http at this machine", async () => {
  const plain = await house()
  const signInAt = async (app: typeof plain.app, headers: Record<string, string>) => {
    const { rows } = await plain.platform.pool.query("select username from auth_user where id = $1", [(await as("*")).id])
    const payload = { username: rows[0].username, password: usualPassword }
    return String((await app.inject({ method: "POST", url: "/api/access/signIn", headers, payload })).headers["set-cookie"])
  }
  expect(await signInAt(plain.app, { "x-forwarded-proto": "https" })).not.toContain("Secure")
  const { making, modules, platform } = plain
  const parts = { making, served: servedBy(modules), routes: modules.flatMap(({ routes }) => routes ?? []), names: {} }
  const proxied = await createApp({ ...platform, config: { ...platform.config, trustProxy: true, isSecure: true } }, parts as never)
  expect(await signInAt(proxied, { "x-forwarded-proto": "https", host: "meeting.example" })).toContain("Secure")
  expect(await signInAt(proxied, { host: "meeting.example" })).toContain("Secure")
  expect(await signInAt(proxied, { host: "127.0.0.1:4180" })).not.toContain("Secure")
  await proxied.close()
})
