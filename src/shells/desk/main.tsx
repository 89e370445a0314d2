/** 工作台: the staff's shell. */
import "#web/ui/ink.css"
import "#web/ui/page.css"
import "#web/ui/list.css"
import "#web/ui/drawer.css"
import "#web/ui/job.css"
import "#web/ui/form.css"
import "./frame.css"
import "./header.css"
import "./jobs.css"
import "./states.css"
import "./antd.css"
import { RouterProvider } from "@tanstack/react-router"
import { mount } from "#web/mount.tsx"
import { router } from "./routes.tsx"
import { reloadAfterUpdate } from "./updated.ts"

reloadAfterUpdate()
mount(<RouterProvider router={router} />)
