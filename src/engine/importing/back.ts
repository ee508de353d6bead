import { unlessFull } from '../../store/quota.ts'
import type { Index } from '../indexing.ts'
import type { Session } from '../session.ts'
import { leaveTables } from '../takenback.ts'
import { undo } from '../undo.ts'
import type { ImportLog, LoggedImport } from './log.ts'
import type { ImportUndone } from './plan.ts'

/** Takes an import back: edited records get their values back where they still hold the file's, and what it made goes, but for what a person has changed since. */
export const takeBack = async (entry: LoggedImport, session: Session, index: Index, log: ImportLog): Promise<ImportUndone> => {
  let reverted = 0
  for await (const edits of log.editsOf(entry)) {
    const undone = await undo(session, { created: [], edits })
    if (undone.ok) reverted += undone.value.ids.length
    await session.pause()
  }
  const takenBack = await session.store.removeImport(entry.importId)
  const removed = await leaveTables(session, index, takenBack, true)
  await unlessFull(log.forget(entry.importId)) // what is listed after all is found to be gone already
  return { removed, reverted, kept: takenBack.ids.length - removed }
}
