import { type Kept, serveOffline } from "#web/offline.ts"

serveOffline("phone", (self as unknown as { __WB_MANIFEST: readonly Kept[] }).__WB_MANIFEST)
