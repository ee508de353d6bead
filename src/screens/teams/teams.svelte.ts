import type { Id } from '../../core/ids.ts'
import { teamsOf } from '../../domain/team/myteam.ts'
import { book, watchList } from '../book.svelte.ts'
import { idsInCell, textIn } from '../records/list/cell.ts'

/** More than one workspace is made for. */
const MOST = 500

/** A member as the teams see them. */
export interface Person {
  readonly id: Id
  readonly name: string
  readonly teamIds: readonly Id[]
  readonly skills: readonly string[]
}
export interface TeamRow {
  readonly id: Id
  readonly name: string
  readonly leaderId: Id | null
  readonly leader: string
  readonly parentId: Id | null
  readonly parent: string
}

const refIn = (cell: unknown): Id | null => (typeof cell === 'object' && cell !== null && 'id' in cell ? String(cell.id) : null)
const textsIn = (cell: unknown): readonly string[] => (Array.isArray(cell) ? cell.filter((one) => typeof one === 'string') : [])

/** The teams, who is in them, and which are the reader's. Call it while a component is set up. */
export const watchTeams = () => {
  const { memberId } = book().opened
  const window = { start: 0, count: MOST }
  const members = watchList(() => ({ entity: 'member', sort: [{ column: 'name' }] }), { ...window, columns: ['name', 'teamIds', 'skills'] })
  const teams = watchList(() => ({ entity: 'team', sort: [{ column: 'name' }] }), { ...window, columns: ['name', 'leaderId', 'parentId'] })
  const people = $derived(
    members.answer.rows.map((row): Person => ({
      id: row.id,
      name: textIn(row['name']),
      teamIds: idsInCell(row['teamIds']),
      skills: textsIn(row['skills']),
    })),
  )
  const all = $derived(
    teams.answer.rows.map((row): TeamRow => ({
      id: row.id,
      name: textIn(row['name']),
      leaderId: refIn(row['leaderId']),
      leader: textIn(row['leaderId']),
      parentId: refIn(row['parentId']),
      parent: textIn(row['parentId']),
    })),
  )
  const mine = $derived([...teamsOf(memberId, people, all)])
  return {
    get people() {
      return people
    },
    get all() {
      return all
    },
    /** The ids of the reader's own. */
    get mine() {
      return mine
    },
    get isReady() {
      return members.isReady && teams.isReady
    },
  }
}
