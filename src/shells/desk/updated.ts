/** After an update the pages of the old version are gone from the server: whoever goes to one gets the new version, once. */
const tried = "huixu.reloaded"

export function reloadAfterUpdate(): void {
  globalThis.addEventListener("vite:preloadError", (event) => {
    const last = Number(sessionStorage.getItem(tried) ?? 0)
    if (Date.now() - last < 30_000) return
    sessionStorage.setItem(tried, String(Date.now()))
    event.preventDefault()
    location.reload()
  })
}
