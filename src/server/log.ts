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
    pino.destination({ dest: 2, sync: true }),
  )
}
