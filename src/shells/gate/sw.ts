import { type Kept, serveOffline } from "#web/offline.ts"

serveOffline("gate", (self as unknown as { __WB_MANIFEST: readonly Kept[] }).__WB_MANIFEST)
