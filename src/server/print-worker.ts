/** The print process: one Typst compiler with the house's fonts, one document at a time. */
import { NodeCompiler, type NodeError } from "@myriaddreamin/typst-ts-node-compiler"

export type PrintStart = { workspace: string; fontFiles: string[] }
export type PrintOrder = { id: number; main: string; inputs: Record<string, string>; tagged: boolean; standard: string | undefined }
export type PrintAnswer = { id: number; pdf: Uint8Array; pages: number } | { id: number; problem: string }

type Diagnostic = { message: string; path: string; range: { start: { line: number; character: number } } | null; hints?: string[] }

type Printer = { workspace: string; compiler: NodeCompiler }
let printer: Printer | undefined

process.on("message", (message: PrintStart | PrintOrder) => {
  if ("fontFiles" in message) {
    printer = { workspace: message.workspace, compiler: NodeCompiler.create({ workspace: message.workspace, fontArgs: [{ fontPaths: message.fontFiles }] }) }
  } else if (printer) process.send?.(print(printer, message))
})
// the server is gone: nobody waits for a document any more
process.on("disconnect", () => process.exit(0))
// Ctrl-C reaches every process of the terminal; the server ends this one when its orders are done
process.on("SIGINT", () => undefined)
process.on("SIGTERM", () => undefined)

function print({ workspace, compiler }: Printer, { id, main, inputs, tagged, standard }: PrintOrder): PrintAnswer {
  try {
    const compiled = compiler.compile({ mainFileContent: main, inputs })
    const document = compiled.result
    if (!document || compiled.hasError()) return { id, problem: sayProblem({ workspace, compiler }, compiled.takeDiagnostics()) }
    const pages = document.numOfPages
    // copied out of the compiler's memory, so that it can be handed over and the original let go
    const pdf = Uint8Array.from(compiler.pdf(document, { pdfTags: tagged, pdfStandard: standard }))
    return { id, pdf, pages }
  } catch (error) {
    return { id, problem: error instanceof Error ? error.message : String(error) }
  } finally {
    compiler.evictCache(1)
  }
}

function sayProblem({ workspace, compiler }: Printer, error: NodeError | null): string {
  const found = (error ? compiler.fetchDiagnostics(error) : []) as Diagnostic[]
  const lines = found.map(({ message, path, range, hints }) => {
    const place = range?.start ? `:${range.start.line + 1}:${range.start.character + 1}` : ""
    return [`${path.replace(`${workspace}/`, "")}${place}: ${message}`, ...(hints ?? [])].join(" — ")
  })
  return lines.join("\n") || "Typst gave no reason"
}
