/** `npm run dev [-- desk|phone|gate|screen]`: the server starts anew when a source of it changes; Vite serves the named shell (the desk) as it is written. */
import { bin, buildWeb, enter, run } from "./enter.mjs"

enter()
const shell = process.argv[2] ?? "desk"
// the other shells are served as built, so that links between them work
const built = await buildWeb()
if (built !== 0) process.exit(built)
const port = process.env.PORT ?? "4180"
const server = run(["--watch", "--watch-preserve-output", "src/main.ts"], { env: { PORT: port } })
const pages = run([bin("vite", "bin/vite.js"), "--host", "127.0.0.1"], { env: { HUIXU_SHELL: shell, HUIXU_SERVER: `http://127.0.0.1:${port}` } })
const codes = await Promise.all([server, pages])
process.exit(Math.max(...codes))
