/** A QR code as one crisp path, with its quiet zone. */
import encodeQR from "qr"
import { useMemo } from "react"

export function Qr({ text, size, label }: { text: string; size: number; label?: string }) {
  const { path, width } = useMemo(() => drawn(text), [text])
  return (
    <svg className="qr" role="img" aria-label={label ?? "QR"} width={size} height={size} viewBox={`0 0 ${width} ${width}`} shapeRendering="crispEdges">
      <path d={`M0 0h${width}v${width}H0z`} fill="#fff" />
      <path d={path} fill="#1b1d21" />
    </svg>
  )
}

function drawn(text: string): { path: string; width: number } {
  // four modules of white around it, or scanners on a patterned badge do not find it
  const rows = encodeQR(text, "raw", { ecc: "medium", border: 4 })
  const path = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ""))).join("")
  return { path, width: rows.length }
}
