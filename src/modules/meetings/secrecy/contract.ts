/** 密级: what may be kept here, and what can only be refused. */
import { z } from "zod"

/** 公开、内部、工作秘密 may be kept here; the three degrees of 国家秘密 exist only so that they can be refused in words. */
export const Secrecy = z.enum(["open", "internal", "workSecret"])
export type Secrecy = z.infer<typeof Secrecy>
export const AskedSecrecy = z.enum([...Secrecy.options, "confidential", "secret", "topSecret"])
export type AskedSecrecy = z.infer<typeof AskedSecrecy>
