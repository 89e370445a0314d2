/** The service worker of a shell that opens without network: its own files, kept at installation. Data never rests in here. */
type Waits = Event & { waitUntil(work: Promise<unknown>): void }
type Fetched = Event & { request: Request; respondWith(answer: Promise<Response>): void }
type Scope = {
  registration: { scope: string }
  clients: { claim(): Promise<void> }
  skipWaiting(): Promise<void>
  addEventListener(type: "install" | "activate", listener: (event: Waits) => void): void
  addEventListener(type: "message", listener: (event: MessageEvent) => void): void
  addEventListener(type: "fetch", listener: (event: Fetched) => void): void
}
export type Kept = { url: string; revision: string | null }

export function serveOffline(shell: string, files: readonly Kept[]): void {
  const worker = globalThis as unknown as Scope
  const { scope } = worker.registration
  const prefix = `huixu-${shell}-`
  const name = prefix + hashOf(JSON.stringify(files))
  const page = new URL("index.html", scope).href
  const wanted = files.map(({ url }) => new Request(new URL(url, scope).href, { cache: "reload" }))

  worker.addEventListener("install", (event) => event.waitUntil(caches.open(name).then((cache) => cache.addAll(wanted))))

  worker.addEventListener("activate", (event) => {
    const leaveOld = async () => {
      const names = await caches.keys()
      await Promise.all(names.filter((one) => one.startsWith(prefix) && one !== name).map((one) => caches.delete(one)))
      await worker.clients.claim()
    }
    event.waitUntil(leaveOld())
  })

  // a new version waits until the person says so: nobody is interrupted in the middle of something
  worker.addEventListener("message", (event) => {
    if (event.data === "takeOver") void worker.skipWaiting()
  })

  worker.addEventListener("fetch", (event) => {
    const { request } = event
    if (request.method !== "GET" || !request.url.startsWith(scope)) return
    const asked = request.mode === "navigate" ? page : request.url.replace(/[?#].*$/, "")
    event.respondWith(caches.open(name).then(async (cache) => (await cache.match(asked)) ?? fetch(request)))
  })
}

function hashOf(text: string): string {
  let hash = 0
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0
  return (hash >>> 0).toString(36)
}
