/** How the gate speaks to the server: a request either gets an answer, or is known to have got none. */
import { locale } from "#web/words.ts"

export class NoAnswer extends Error {}
export class Refusal extends Error {
  readonly status: number
  readonly code: string
  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

const patience = 10_000

export async function post<Answer>(path: string, body: unknown): Promise<Answer> {
  const headers = { "content-type": "application/json", accept: "application/json", "accept-language": locale(), "x-huixu-shell": "gate" }
  let response: Response
  try {
    response = await fetch(path, { method: "POST", headers, body: JSON.stringify(body), credentials: "same-origin", signal: AbortSignal.timeout(patience) })
  } catch {
    throw new NoAnswer()
  }
  // a proxy or a starting server says nothing about the scans: the same as no answer
  if (response.status === 429 || response.status >= 500) throw new NoAnswer()
  const answer = (await response.json().catch(() => {
    throw new NoAnswer()
  })) as Answer & { code?: string; message?: string }
  if (!response.ok) throw new Refusal(response.status, answer.code ?? "", answer.message ?? "")
  return answer
}
