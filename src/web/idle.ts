/** Whether a person is at this page: what the page reads by itself does not keep him signed in. */
const after = 60_000
let touched = Date.now()

const touch = (): void => {
  touched = Date.now()
}
for (const event of ["pointerdown", "keydown", "wheel", "touchstart"]) globalThis.window?.addEventListener(event, touch, { passive: true, capture: true })

export const isIdle = (): boolean => Date.now() - touched > after
