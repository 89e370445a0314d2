/** 大屏: the wall of the hall, driven from the desk. */
import "#web/ui/ink.css"
import "./screen.css"
import { access } from "#modules/access/contract.ts"
import { call, Refused, whenSignedOut } from "#web/api.ts"
import { client } from "#web/client.ts"
import { mount } from "#web/mount.tsx"
import { App } from "./app.tsx"

/** The code is exchanged for a key that scripts cannot read, and leaves the address before anything is shown. */
async function enrol(): Promise<string | null> {
  const token = /^#([0-9A-HJKMNP-TV-Z]{26})$/i.exec(location.hash)?.[1]?.toUpperCase()
  if (location.hash) history.replaceState(null, "", location.pathname)
  if (!token) return null
  try {
    await call(access.enrol, { token })
    return null
  } catch (error) {
    if (error instanceof Refused) return error.message
    throw error
  }
}

whenSignedOut(() => void client.invalidateQueries({ queryKey: ["access"] }))
const problem = await enrol()
mount(<App problem={problem} />)
