/** JSON logs. Only ids, names of operations, counts and times are ever given to it: never a body, a name, a number of a person. */
import { type Logger, pino } from "pino"

export type Log = Logger

export function createLog(level: string): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: ["req", "res", "headers", "body", "*.password", "*.token"], remove: true },
    },
    // a line per request: written aside, or each would hold up the next; what is left is written when the process ends
    pino.destination({ dest: 2, sync: false }),
  )
}

/** A database error carries values of rows in its message and detail: only code, place and stack reach the log. */
export function withoutValues(error: Error): object {
  const { code, table, constraint } = error as { code?: string; table?: string; constraint?: string }
  const stack = error.stack?.split("\n").filter((line) => /^\s+at /.test(line))
  return { name: error.name, code, table, constraint, message: code ? undefined : error.message, stack: stack?.slice(0, 7).join("\n") }
}
