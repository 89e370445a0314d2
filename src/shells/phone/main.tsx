/** 代表端: opened by a personal link; the card first. */
import "#web/ui/ink.css"
import "./phone.css"
import { access } from "#modules/access/contract.ts"
import { call, Refused, whenSignedOut } from "#web/api.ts"
import { client } from "#web/client.ts"
import { mount } from "#web/mount.tsx"
import { App } from "./app.tsx"
import { forget, restore } from "./kept.ts"

/** The token is exchanged for a key that scripts cannot read, and leaves the address before anything is shown. */
async function openLink(): Promise<string | null> {
  const token = /^#([0-9A-HJKMNP-TV-Z]{26})$/i.exec(location.hash)?.[1]?.toUpperCase()
  if (location.hash) history.replaceState(null, "", location.pathname)
  if (!token) return null
  try {
    await call(access.openLink, { token })
    await forget()
    return null
  } catch (error) {
    if (error instanceof Refused) return error.message
    throw error
  }
}

whenSignedOut(() => void client.invalidateQueries({ queryKey: ["access"] }))
const problem = await openLink()
await restore()
mount(<App problem={problem} />)
