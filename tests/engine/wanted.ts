import type { Result } from '../../src/core/result.ts'
import type { Failure, NewWorkspace } from '../../src/engine/protocol.ts'

export const aWorkspace: NewWorkspace = {
  name: 'Siam Beans',
  memberName: 'Dao',
  deviceName: 'Dao’s phone',
  locale: 'en',
  country: 'TH',
  timeZone: 'Asia/Bangkok',
  baseCurrency: 'THB',
  weekStart: 1,
  pipelineName: 'Sales',
  stageNames: { prospecting: 'Prospecting', won: 'Won', lost: 'Lost' },
}

export const valueOf = <T, E>(result: Result<T, E>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}
export const problemOf = <T>(result: Result<T, Failure>): Failure => {
  if (result.ok) throw new Error('it worked')
  return result.error
}
