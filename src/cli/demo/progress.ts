/** The bar on standard error: redrawn in place at a terminal, a line a step elsewhere. */
export type Progress = { begin(title: string): void; tell(done: number, total: number): void; end(): void; say(sentence: string): void }

const width = 24

export function progressOn(stream: NodeJS.WriteStream): Progress {
  let title = ""
  let began = 0
  let drawn = 0
  const line = (done: number, total: number): string => {
    const share = total > 0 ? Math.min(1, done / total) : 0
    const full = Math.round(share * width)
    return `${"█".repeat(full)}${"░".repeat(width - full)} ${String(Math.round(share * 100)).padStart(3)} %  ${title}${total > 1 ? `  ${done} / ${total}` : ""}`
  }
  const draw = (text: string) => stream.isTTY && stream.write(`\r\x1b[2K${text}`)
  return {
    begin(next) {
      title = next
      began = Date.now()
      draw(line(0, 0))
    },
    tell(done, total) {
      if (Date.now() - drawn < 80) return
      drawn = Date.now()
      draw(line(done, total))
    },
    end() {
      if (stream.isTTY) draw("")
      stream.write(`✓ ${title}  ${((Date.now() - began) / 1000).toFixed(1)} s\n`)
    },
    say(sentence) {
      if (stream.isTTY) draw("")
      stream.write(`${sentence}\n`)
    },
  }
}
