import { must } from '../src/core/result.ts'
import { foldRoster } from '../src/sync/rosterfold.ts'
import type { Log } from './log.ts'
import type { Session, Workspace } from './session.ts'

export interface Workspaces {
  /** Adds the session to its workspace, which is read if nobody else is there. */
  readonly enter: (id: string, session: Session) => Promise<Workspace>
  readonly leave: (session: Session) => void
  readonly get: (id: string) => Workspace | undefined
  readonly count: () => number
}

export const createWorkspaces = (log: Log, crypto: Crypto): Workspaces => {
  const opened = new Map<string, Workspace>()
  const opening = new Map<string, Promise<Workspace>>()

  const read = async (id: string): Promise<Workspace> => {
    const rows = [...(await log.roster(id))]
    const folded =
      rows.length === 0
        ? null
        : await foldRoster(
            crypto,
            rows.map(({ bytes }) => bytes),
          )
    if (folded?.ok === false) throw new Error(`the roster of workspace ${id.slice(0, 8)} is damaged: ${folded.error}`)
    const workspace = {
      id,
      roster: folded?.value ?? null,
      rows,
      sessions: new Set<Session>(),
      listeners: new Map(),
      turn: Promise.resolve(),
    }
    opened.set(id, workspace)
    return workspace
  }

  const open = (id: string): Promise<Workspace> => {
    const begun = opening.get(id) ?? read(id).finally(() => opening.delete(id))
    opening.set(id, begun)
    return begun
  }

  return {
    enter: async (id, session) => {
      if (!opened.has(id)) await open(id)
      // No turn has passed since it was there, so nobody has let go of it.
      const workspace = must(opened.get(id), 'the workspace')
      workspace.sessions.add(session)
      session.workspace = workspace
      return workspace
    },
    leave: (session) => {
      const { workspace } = session
      if (workspace === null) return
      workspace.sessions.delete(session)
      for (const space of session.subscriptions.keys()) unlisten(workspace, space, session)
      if (workspace.sessions.size === 0) opened.delete(workspace.id)
    },
    get: (id) => opened.get(id),
    count: () => opened.size,
  }
}

export const listen = ({ listeners }: Workspace, space: string, session: Session): void => {
  const list = listeners.get(space) ?? new Set()
  listeners.set(space, list.add(session))
}

const unlisten = ({ listeners }: Workspace, space: string, session: Session): void => {
  const list = listeners.get(space)
  list?.delete(session)
  if (list?.size === 0) listeners.delete(space)
}
