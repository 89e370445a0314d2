/** What a template file holds: read strictly where something must hold across its parts; the rest is for the modules whose names the parts bear. */
import { z } from "zod"
import { ClockTime } from "#kernel/types.ts"
import { Anchor } from "../../contract.ts"
import { Defaults, Setting } from "../contract.ts"

const InBothLanguages = z.object({ "zh-CN": z.string().min(1), en: z.string().min(1) })
/** J-04, O1-12, BR-31, N6.7: the ids of the list of requirements. */
const Covered = z.array(z.string().regex(/^((J|G|O[1-8]|BR)-\d{2,3}|N\d+\.\d+)$/))
const Paper = z.string().regex(/^PR-\d{2}$/)

const Team = z.object({ key: z.string(), name: z.string(), parent: z.string().nullable(), leader: z.string(), unit: z.string() })

/** This module's own part. */
export const MeetingsPart = z.object({
  kind: z.string(),
  size: z.enum(["large", "medium", "small"]),
  form: z.enum(["inPerson", "video", "both"]),
  /** 一至四类 of the rules on meeting expenses; null: 不适用, or for the office to settle. */
  class: z.enum(["1", "2", "3", "4"]).nullable(),
  schemeRequired: z.boolean(),
  teams: z.array(Team).min(1),
  planned: z.record(z.string(), z.int().nonnegative()),
  numbering: z.array(z.object({ kind: z.string(), name: z.string(), pattern: z.string() })),
  documents: z.array(z.object({ pr: Paper, name: z.string(), task: z.string().optional() })),
  excluded: z.array(z.enum(["gifts", "fruit", "flowers", "boards"])),
})

/** What must hold across the parts is checked here, so sessions and tasks are read as far as that needs; the rest is for the modules whose names they bear. */
const Session = z.looseObject({
  key: z.string(),
  anchor: Anchor,
  offset: z.int(),
  clock: z.string(),
  kind: z.string(),
  title: z.string(),
  body: z.string().nullable().default(null),
  /** Due besides the body. */
  categories: z.array(z.string()).default([]),
  legal: z.boolean().default(false),
  basis: z.string().optional(),
  /** Held every day from its own up to this one, in a meeting that lasts long enough. */
  daily: z.object({ anchor: Anchor, offset: z.int() }).optional(),
  covers: Covered.default([]),
})
const Task = z.looseObject({
  key: z.string().optional(),
  stage: z.string(),
  title: z.string(),
  anchor: z.string(),
  offset: z.int(),
  unit: z.enum(["day", "workday", "minute"]).default("day"),
  clock: ClockTime.optional(),
  alarmMinutes: z.int().min(1).max(1440).optional(),
  team: z.string(),
  legal: z.boolean(),
  basis: z.string().optional(),
  waitsFor: z.array(z.string()).default([]),
  document: Paper.optional(),
  covers: Covered.default([]),
})

export const Template = z.object({
  key: z.string().regex(/^[a-z][a-z-]*$/),
  title: InBothLanguages,
  summary: InBothLanguages,
  source: z.string().min(1),
  validFrom: z.iso.date(),
  setting: Setting,
  covers: Covered,
  /** Kept "to be confirmed" until somebody says that they are right for this meeting; an empty default is filled in from the meeting itself. */
  variables: z.array(z.object({ key: z.string(), name: InBothLanguages, default: z.string() })),
  defaults: Defaults.extend({ zone: z.string() }),
  parts: z
    .object({
      meetings: MeetingsPart,
      attendees: z.looseObject({
        categories: z.array(z.looseObject({ key: z.string(), name: z.string() })),
        bodies: z.array(z.looseObject({ key: z.string() })).default([]),
      }),
      agenda: z.object({ sessions: z.array(Session).min(1) }),
      tasks: z.object({ stages: z.array(z.string()), teams: z.array(z.string()), tasks: z.array(Task) }),
    })
    .catchall(z.unknown()),
})
export type Template = z.infer<typeof Template>
