/** The camera and the reader of codes. The picture never leaves the device. */
import { type RefObject, useEffect, useRef, useState } from "react"
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader"
import wasmUrl from "zxing-wasm/reader/zxing_reader.wasm?url"
import { Icon } from "#web/ui/icon.tsx"
import { useWords } from "#web/words.ts"
import { words } from "./words.ts"

export type CameraTrouble = "insecure" | "none" | "denied" | "busy"
const everyMs = 90
const widest = 800
/** A code held before the camera is one scan, until it was out of sight for this long. */
const outOfSightMs = 1500

export function Camera({ onRead }: { onRead: (text: string) => void }) {
  const say = useWords(words)
  const video = useRef<HTMLVideoElement>(null)
  const [trouble, setTrouble] = useState<CameraTrouble>()
  useStream(video, setTrouble)
  useReading(video, onRead)
  if (trouble) {
    return (
      <div className="camera-off" role="status">
        <Icon name={trouble === "insecure" ? "lock" : "camera"} size={56} weight={1.4} />
        <p className="camera-off-what">{say(trouble)}</p>
        <p>
          {say("withoutCamera")}
          {trouble === "insecure" ? say("askForHttps") : null}
        </p>
      </div>
    )
  }
  return (
    <div className="camera">
      <video ref={video} autoPlay muted playsInline aria-label={say("cameraPicture")} />
      <div className="camera-aim" aria-hidden="true" />
      <p className="camera-hint">{say("holdCode")}</p>
    </div>
  )
}

function useStream(video: RefObject<HTMLVideoElement | null>, onTrouble: (trouble: CameraTrouble) => void): void {
  useEffect(() => {
    let stream: MediaStream | undefined
    let isGone = false
    const begin = async () => {
      if (!globalThis.isSecureContext) return onTrouble("insecure")
      try {
        stream = await navigator.mediaDevices.getUserMedia({
          video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } },
          audio: false,
        })
      } catch (error) {
        const name = (error as DOMException).name
        return onTrouble(name === "NotAllowedError" ? "denied" : name === "NotReadableError" ? "busy" : "none")
      }
      if (isGone) return stop(stream)
      if (video.current) video.current.srcObject = stream
    }
    void begin()
    return () => {
      isGone = true
      if (stream) stop(stream)
    }
  }, [video, onTrouble])
}
const stop = (stream: MediaStream) => {
  for (const track of stream.getTracks()) track.stop()
}

function useReading(video: RefObject<HTMLVideoElement | null>, onRead: (text: string) => void): void {
  const latest = useRef(onRead)
  latest.current = onRead
  useEffect(() => {
    prepareZXingModule({ overrides: { locateFile: () => wasmUrl } })
    const canvas = document.createElement("canvas")
    const seen = new Map<string, number>()
    let timer: ReturnType<typeof setTimeout>
    let isGone = false
    const look = async () => {
      const picture = video.current && frameOf(video.current, canvas)
      const found = picture ? await readBarcodes(picture, { formats: ["QRCode"], maxNumberOfSymbols: 1, tryHarder: false }).catch(() => []) : []
      if (isGone) return
      for (const { text } of found) {
        const last = seen.get(text)
        seen.set(text, performance.now())
        if (text && (last === undefined || performance.now() - last > outOfSightMs)) latest.current(text)
      }
      timer = setTimeout(() => void look(), everyMs)
    }
    void look()
    return () => {
      isGone = true
      clearTimeout(timer)
    }
  }, [video])
}

function frameOf(video: HTMLVideoElement, canvas: HTMLCanvasElement): ImageData | undefined {
  if (video.readyState < 2 || video.videoWidth === 0) return undefined
  const scale = Math.min(1, widest / video.videoWidth)
  canvas.width = Math.round(video.videoWidth * scale)
  canvas.height = Math.round(video.videoHeight * scale)
  const pen = canvas.getContext("2d", { willReadFrequently: true })
  pen?.drawImage(video, 0, 0, canvas.width, canvas.height)
  return pen?.getImageData(0, 0, canvas.width, canvas.height)
}
