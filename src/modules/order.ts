/**
 * The map of the product and its law: a module may call the ones above it in this list,
 * and reaches the ones below only by occasion (server/occasions.ts). scripts/check-boundaries.ts enforces it.
 */
export const order = [
  "units",
  "access",
  "audit",
  "reminders",
  "approvals",
  "meetings",
  "tasks",
  "attendees",
  "agenda",
  "rehearsals",
  "notices",
  "seating",
  "cards",
  "checkin",
  "sittings",
  "voting",
  "minutes",
  "decisions",
  "archive",
] as const
