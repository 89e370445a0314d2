/** A film for Chromium's fake camera in which someone holds a real QR code before the gate: uncompressed y4m, read as a camera's picture. */
import { writeFileSync } from "node:fs"
import encodeQR from "qr"

const width = 640
const height = 480
/** As few as a reader still sees a badge by: the film must be long without being large. */
const framesPerSecond = 2

/** `null` in the film: nobody stands there for that while. */
export type Scene = { text: string | null; seconds: number }

/** The flags that make a browser see the film; the film starts anew at its end. */
export const cameraFlags = (file: string): string[] => [
  "--use-fake-device-for-media-stream",
  "--use-fake-ui-for-media-stream",
  `--use-file-for-fake-video-capture=${file}`,
]

export function writeFilm(file: string, scenes: readonly Scene[]): void {
  const parts: Buffer[] = [Buffer.from(`YUV4MPEG2 W${width} H${height} F${framesPerSecond}:1 Ip A1:1 C420mpeg2\n`)]
  for (const { text, seconds } of scenes) {
    const picture = Buffer.concat([Buffer.from("FRAME\n"), brightness(text), Buffer.alloc((width * height) / 2, 128)])
    for (let frame = 0; frame < seconds * framesPerSecond; frame++) parts.push(picture)
  }
  writeFileSync(file, Buffer.concat(parts))
}

/** The code, white with its quiet zone, in the middle of a grey hall; colours stay neutral. */
function brightness(text: string | null): Buffer {
  const plane = Buffer.alloc(width * height, 90)
  if (text === null) return plane
  const rows = encodeQR(text, "raw", { ecc: "medium", border: 4 })
  const size = Math.floor((height * 0.8) / rows.length)
  const left = Math.floor((width - size * rows.length) / 2)
  const top = Math.floor((height - size * rows.length) / 2)
  for (const [y, row] of rows.entries()) {
    for (const [x, isDark] of row.entries()) {
      for (let line = 0; line < size; line++)
        plane.fill(isDark ? 20 : 235, (top + y * size + line) * width + left + x * size, (top + y * size + line) * width + left + (x + 1) * size)
    }
  }
  return plane
}
