/** A command of `huixu` that needs no server: JSON on `out`, sentences on `err`, the answer is the exit code (0 done, 1 refused or invalid, 2 wrong usage). */
export type Command = {
  name: string
  usage: string
  run(args: string[], io: { stdin(): Promise<string>; out(text: string): void; err(text: string): void }): Promise<number>
}
