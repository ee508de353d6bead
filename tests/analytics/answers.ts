import type { Result } from '../../src/core/result.ts'

/** The value of an answer that the test knows to be there. */
export const valueOf = <T>(answer: Result<T, unknown>): T => {
  if (!answer.ok) throw new Error(`no answer: ${JSON.stringify(answer.error)}`)
  return answer.value
}
