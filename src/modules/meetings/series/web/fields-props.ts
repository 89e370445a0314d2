import type { SeriesText } from "../contract.ts"

export type FieldsProps = { text: SeriesText; onChange: (change: Partial<SeriesText>) => void; isLocked: boolean }
