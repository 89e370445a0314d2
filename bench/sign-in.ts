/** Sign-ins a second, each with its password hashed anew: information for who plans a morning at which everybody signs in at once. */
import { access } from "#modules/access/contract.ts"
import { forget, ownerOf, percentile, post, report, startHuixu, together } from "./running.ts"

const people = 40
const password = "Benchmark-password-1"

const running = await startHuixu()
const owner = await ownerOf(running.url)
const names = Array.from({ length: people }, (_, n) => `clerk${n}`)
for (const username of names) await owner(access.addAccount, { name: username, username, password })
const { seconds, each } = await together(people, 16, async (n) => {
  const { status, body } = await post(`${running.url}/api/access/signIn`, {}, { username: names[n], password })
  if (status !== 200) throw new Error(`access.signIn: ${status} ${JSON.stringify(body)}`)
})
// a door that is busy hashing still answers others: one query in between, again and again
const waits: number[] = []
let isSigningIn = true
const others = (async () => {
  while (isSigningIn) {
    const began = performance.now()
    await owner(access.state, {})
    waits.push(performance.now() - began)
  }
})()
await together(people, 16, async (n) => void (await post(`${running.url}/api/access/signIn`, {}, { username: names[n], password })))
isSigningIn = false
await others
waits.sort((a, b) => a - b)
report("sign-in", { perSecond: Math.round(people / seconds), p95: percentile(each, 0.95), othersP95: percentile(waits, 0.95), goal: "information only" })
await running.stop()
forget(running)
