/** Until when links and devices count. */
import { z } from "zod"
import { question } from "#kernel/contract.ts"
import { Id, Instant } from "#kernel/types.ts"

/** Asked of the meetings when a link is opened or a device enrolled. */
export const keysEnd = question("access.keysEnd", z.object({ meetingId: Id }), z.array(Instant))
