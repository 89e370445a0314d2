/** 工作台: the staff's shell. */
import "#web/ui/ink.css"
import "#web/ui/ui.css"
import "./desk.css"
import { RouterProvider } from "@tanstack/react-router"
import { mount } from "#web/mount.tsx"
import { router } from "./routes.tsx"
import { reloadAfterUpdate } from "./updated.ts"

reloadAfterUpdate()
mount(<RouterProvider router={router} />)
