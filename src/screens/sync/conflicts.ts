import type { Client } from '../../engine/client.ts'
import type { View } from '../../tables/view.ts'
import type { Area } from '../area.ts'
import { areas } from '../areas.ts'

/** The records of an area in which a field was set in two places. */
export interface Conflicts {
  readonly area: Area
  readonly count: number
  /** The list of them. */
  readonly view: View
}

const viewOf = ({ entity }: Area): View => ({ entity, filter: { column: 'isConflicting', op: 'is', value: true } })

/** Of every area that has some. */
export const conflictsIn = async ({ call }: Pick<Client, 'call'>): Promise<readonly Conflicts[]> => {
  const counted = await Promise.all(
    areas.map(async (area) => {
      const view = viewOf(area)
      const { total } = await call('query', view, { start: 0, count: 0, columns: [] })
      return { area, count: total, view }
    }),
  )
  return counted.filter(({ count }) => count > 0)
}
