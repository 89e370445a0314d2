import { useEffect, useState } from "react"

/** Registers the service worker; answers how to take a new version over, when one waits. */
export function useNewVersion(): (() => void) | undefined {
  const [waiting, setWaiting] = useState<ServiceWorker>()
  useEffect(() => {
    if (!("serviceWorker" in navigator) || import.meta.env.DEV) return
    let timer: ReturnType<typeof setInterval>
    const begin = async () => {
      const registration = await navigator.serviceWorker.register(`${import.meta.env.BASE_URL}sw.js`, { scope: import.meta.env.BASE_URL })
      const look = () => {
        if (registration.waiting && navigator.serviceWorker.controller) setWaiting(registration.waiting)
      }
      look()
      registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", look))
      timer = setInterval(() => void registration.update().catch(() => undefined), 3_600_000)
    }
    void begin().catch(() => undefined)
    return () => clearInterval(timer)
  }, [])
  if (!waiting) return undefined
  return () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true })
    waiting.postMessage("takeOver")
  }
}
