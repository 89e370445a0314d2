/** 签到端: the attendants' shell. Everything it shows comes from the device itself. */
import "#web/ui/ink.css"
import "./gate.css"
import "./stage.css"
import "./answer.css"
import "./recent.css"
import "./search.css"
import "./narrow.css"
import { StrictMode } from "react"
import { createRoot } from "react-dom/client"
import { locale } from "#web/words.ts"
import { App } from "./app.tsx"
import { tokenIn } from "./enrol.tsx"
import { openGate } from "./gate.ts"
import { keepUploading } from "./upload.ts"

const token = tokenIn(location.hash)
// the code is a secret until it is used: it does not stay in the address
if (location.hash) history.replaceState(null, "", location.pathname)
document.documentElement.lang = locale()

const place = document.getElementById("app")
if (!place) throw new Error("index.html has no element #app")
createRoot(place).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
await openGate(token)
keepUploading()
