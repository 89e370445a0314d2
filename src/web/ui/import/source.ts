import type { ReactNode } from "react"
import type { z } from "zod"
import type { Imported, previewOf, SampleRow } from "#kernel/imports.ts"

/** What has been chosen and mended so far. */
export type Draft = {
  fileId: string
  fileName: string
  map?: Record<string, string>
  corrections: Record<string, Record<string, string>>
  skip: number[]
  whole?: Record<string, string>
}

type AnyPreview = z.infer<ReturnType<typeof previewOf<z.ZodString, z.ZodString>>>
export type Preview = AnyPreview & { sample: readonly z.infer<typeof SampleRow>[] }
type Reading<T> = { data?: T | undefined; error: Error | null; isFetching: boolean }
type Doing<In> = { mutate(input: In): void; isPending: boolean }

/** What one import says of itself: where it reads and writes, what its fields are called, how it counts. The steps are the same for all. */
export type ImportSource<P extends Preview = Preview> = {
  title: string
  /** Which files it takes, below the place to drop them. */
  kinds: string
  fields(preview: P): readonly { value: string; label: string }[]
  /** What can hold for every row that says nothing of it: typed, or chosen where there are options. */
  wholes?: readonly { field: string; label: string; options: readonly string[]; usual: string }[]
  /** One of these must stand for a column. */
  needs: { fields: readonly string[]; sentence: string }
  usePreview(draft: Draft): Reading<P>
  useStart(then: (jobId: string) => void): Doing<Draft>
  useImports(): Reading<Imported[]>
  /** undefined: this person may not. */
  useUndo(then: (count: number) => void): Doing<string> | undefined
  importLine(one: Imported): string
  zone: string
  willImport(preview: P): string
  /** What else the preview tells, one after the other. */
  facts?(preview: P): readonly string[]
  isNothing(preview: P): boolean
  startLabel(preview: P): string
  /** The person or thing a row becomes: its name and what else it says; undefined: nothing can be read from it. */
  comingIn(one: P["sample"][number]): { name: string; rest: readonly (string | number | null | undefined | false)[] } | undefined
  /** The cells that may be the wrong one. */
  toMend(problem: P["problems"][number]): readonly string[]
  /** What one may choose from where a problem is a question; undefined: a cell to be typed. */
  choices?(problem: P["problems"][number], preview: P): { field: string; options: readonly { value: string; label: string }[] } | undefined
  doneSentence(result: Record<string, unknown>): string
  doneNote?: ReactNode
  onward: { label: string; path: string }
}
