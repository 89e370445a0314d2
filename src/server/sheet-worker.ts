/** Reads one sheet in a thread with its own bound of memory. */
import { parentPort, workerData } from "node:worker_threads"
import { Refusal } from "#kernel/contract.ts"
import { readSheets, type Sheet } from "./sheet-reader.ts"

export type SheetAnswer = { sheets: Sheet[] } | { refusal: string; data: Record<string, unknown> }

const { bytes, fileName } = workerData as { bytes: Uint8Array; fileName: string }

async function read(): Promise<SheetAnswer> {
  try {
    return { sheets: await readSheets(bytes, fileName) }
  } catch (error) {
    if (error instanceof Refusal) return { refusal: error.code, data: error.data }
    throw error
  }
}

parentPort?.postMessage(await read())
