/** Line icons of one weight, drawn on a 24 grid: the shells share them without a library. */
const paths = {
  back: "M15 5l-7 7 7 7",
  bell: "M6 17V10.5a6 6 0 0112 0V17l1.500 1.500h-15zM10 21h4M12 4.500V3",
  calendar: "M4 6h16v14H4zM4 10.5h16M8.5 3.5v4M15.5 3.5v4",
  camera: "M4 8h4l1.5-2.5h5L16 8h4v11H4zM12 16.5a3.5 3.5 0 100-7 3.5 3.5 0 000 7",
  car: "M4 17v-5l2-5.5h12l2 5.5v5zM4 12h16M7 17v2M17 17v2M7.5 14.5h.01M16.5 14.5h.01",
  check: "M4.5 12.5l5 5 10-11",
  clock: "M12 21a9 9 0 100-18 9 9 0 000 18M12 7v5.5l3.5 2",
  close: "M5.5 5.5l13 13M18.5 5.5l-13 13",
  down: "M5.5 9l6.5 7 6.5-7",
  download: "M12 4v11M7 10.5l5 5 5-5M4.5 19.5h15",
  edit: "M4 20h16M6 16l1-4 9-9 3 3-9 9z",
  eye: "M2.5 12s3.5-6 9.5-6 9.5 6 9.5 6-3.5 6-9.5 6-9.5-6-9.5-6M12 14.5a2.5 2.5 0 100-5 2.5 2.5 0 000 5",
  file: "M6 3h8l4.5 4.5V21H6zM14 3v5h4.5M9 13h6M9 16.5h4",
  flag: "M6 21V4h12l-2.5 4L18 12H6",
  help: "M12 21a9 9 0 100-18 9 9 0 000 18M9.5 9.5a2.5 2.5 0 115 0c0 1.7-2.5 2-2.5 4M12 16.8h.01",
  home: "M4 11l8-7.5 8 7.5M6 9.5V20h12V9.5M10 20v-5.5h4V20",
  left: "M15 5l-7 7 7 7",
  link: "M10 14a4 4 0 005.7 0l3-3A4 4 0 0013 5.300l-1 1M14 10a4 4 0 00-5.7 0l-3 3A4 4 0 0011 18.700l1-1",
  lock: "M5.5 11h13v9.500h-13zM8.5 11V7.500a3.5 3.5 0 017 0V11",
  menu: "M4 6.500h16M4 12h16M4 17.500h16",
  minus: "M5 12h14",
  move: "M12 3v18M3 12h18M9 6l3-3 3 3M9 18l3 3 3-3M6 9l-3 3 3 3M18 9l3 3-3 3",
  offline: "M4 4l16 16M8 8a5 5 0 00-1 9.800M10 6a5 5 0 016.5 4.500A4 4 0 0119 17.5",
  people: "M9 11.500a3.5 3.5 0 100-7 3.5 3.5 0 000 7M3 20c0-4 2.5-6 6-6s6 2 6 6M16 5a3.5 3.5 0 010 6.500M17.5 14.500c2.2.7 3.5 2.5 3.5 5.5",
  phone: "M6 3.500l3.5 4.5-2 2.500c1 2.5 3 4.5 5.5 5.500l2.5-2 4.5 3.500c-.5 2.5-2 3.5-4 3.500C9.5 21 3 14.5 3 8c0-2 1-4 3-4.5",
  plus: "M12 4.500v15M4.5 12h15",
  print: "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6.500H7z",
  right: "M9 5l7 7-7 7",
  screen: "M3 5h18v12H3zM8.5 20.500h7M12 17v3.5",
  search: "M10.5 17a6.5 6.5 0 100-13 6.5 6.5 0 000 13M15.5 15.500L20.5 20.5",
  seat: "M6 12V4.500h12V12M4 10.500v6h16v-6M7 16.500v3.500M17 16.500v3.5",
  sync: "M20 12a8 8 0 01-14.5 4.600M4 12a8 8 0 0114.5-4.600M18.5 3.500v4h-4M5.5 20.500v-4h4",
  undo: "M4.5 8.500H15a4.5 4.5 0 010 9H8M8 5L4.5 8.5 8 12",
  up: "M5.5 15l6.5-7 6.5 7",
  upload: "M12 15.500V4.500M7 9l5-5 5 5M4.5 19.500h15",
  user: "M12 12.500a4 4 0 100-8 4 4 0 000 8M5 20.500c0-4.2 2.8-6.5 7-6.500s7 2.3 7 6.5",
  vote: "M4 4h16v16H4zM8 12l3 3 5-6",
  warning: "M12 4L2.5 20h19zM12 10v4.500M12 17.200h.01",
} as const
export type IconName = keyof typeof paths

/** Says nothing to a screen reader: the word stands beside it, or the control has its name. */
export function Icon({ name, size = 16, weight = 1.75 }: { name: IconName; size?: number; weight?: number }) {
  return (
    <svg className="icon" aria-hidden="true" width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth={weight}>
      <path d={paths[name]} strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  )
}

/** A filled disc with an exclamation mark: the colour says how bad, the mark says it without colour. */
export function Alarm({ size = 14 }: { size?: number }) {
  return (
    <svg className="icon" aria-hidden="true" width={size} height={size} viewBox="0 0 24 24">
      <circle cx="12" cy="12" r="11" fill="currentColor" />
      <path d="M12 6v7.500M12 17.200v.6" stroke="#fff" strokeWidth="2.6" strokeLinecap="round" />
    </svg>
  )
}
