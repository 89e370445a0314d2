import type { Page } from "#web/pages.ts"
import { words as classes } from "../classes/words.ts"
import { words as doings } from "../doings/words.ts"
import { words as profile } from "../profile/words.ts"
import { words as scheme } from "../scheme/words.ts"
import { words as series } from "../series/words.ts"
import { words as staff } from "../staff/words.ts"
import { words } from "../words.ts"

export const pages: Page[] = [
  { path: "/meetings", shell: "desk", phase: "house", words, title: "meetings", place: 1, load: () => import("./meetings-page.tsx") },
  { path: "/meetings/new", shell: "desk", phase: "house", words, grant: "meetings.create", load: () => import("./new-page.tsx") },
  { path: "/doings", shell: "desk", phase: "overview", words: doings, grant: "meetings.doings", load: () => import("../doings/web/doings-page.tsx") },
  { path: "/series", shell: "desk", phase: "house", words: series, title: "title", place: 2, load: () => import("../series/web/series-page.tsx") },
  {
    path: "/classes",
    shell: "desk",
    phase: "house",
    words: classes,
    title: "title",
    place: 3,
    grant: "meetings.classRules",
    load: () => import("../classes/web/classes-page.tsx"),
  },
  { path: "/series/$seriesId", shell: "desk", phase: "house", words: series, load: () => import("../series/web/plan-page.tsx") },
  {
    path: "/scheme",
    shell: "desk",
    phase: "prepare",
    words: scheme,
    title: "scheme",
    place: 5,
    grant: "meetings.scheme",
    load: () => import("../scheme/web/scheme-page.tsx"),
  },
  {
    path: "/profile",
    shell: "desk",
    phase: "prepare",
    words: profile,
    title: "profile",
    place: 4,
    grant: "meetings.profile",
    load: () => import("../profile/web/profile-page.tsx"),
  },
  { path: "/staff", shell: "desk", phase: "prepare", words: staff, title: "staff", place: 91, grant: "meetings.staff", load: () => import("./staff-page.tsx") },
  { path: "/about", shell: "desk", phase: "prepare", words, title: "about", place: 90, grant: "meetings.update", load: () => import("./about-page.tsx") },
]
