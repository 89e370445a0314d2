/** The session has ended while a page stood open: the sign-in covers it, and behind it the page waits with what was typed. */
import { lazy, Suspense, useEffect, useRef } from "react"
import { useWords } from "#web/words.ts"
import { pages } from "./collected.ts"
import { words } from "./words.ts"

const SignIn = lazy(async () => {
  const page = pages.find(({ path }) => path === "/sign-in")
  return { default: (await page!.load()).Page }
})

export function SignInAgain() {
  const say = useWords(words)
  const box = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    // modal: nothing behind it can be read by tabbing through
    if (!box.current?.open) box.current?.showModal?.()
  }, [])
  return (
    <dialog ref={box} className="sign-in-again" aria-label={say("sessionEnded")} onCancel={(event) => event.preventDefault()}>
      <p role="status">{say("sessionEnded")}</p>
      <Suspense>
        <SignIn meetingId="" params={{}} />
      </Suspense>
    </dialog>
  )
}
