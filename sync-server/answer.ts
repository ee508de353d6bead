export interface Answer {
  status: number
  headers: Record<string, string>
  body: Buffer | string
}

/** A line for whoever reads it with their own eyes. */
export const plain = (status: number, body: string, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', ...headers },
  body,
})
