import { loadSynonyms } from '../../files/headers.ts'
import type { Synonyms } from '../../files/synonyms/synonyms.ts'
import type { FieldsOf } from '../../files/targets.ts'
import { entityOrThrow, type Session } from '../session.ts'

/** Where a file's columns may go in this workspace, and by what words: the team's own fields and choices are found by what the team calls them. */
export interface OwnWords {
  readonly synonyms: Synonyms
  readonly fieldsOf: FieldsOf
}

export const ownWords = async (session: Session): Promise<OwnWords> => {
  const synonyms = await loadSynonyms()
  const own = Object.entries(session.names()).map(([path, labels]): [string, readonly string[]] => [
    path,
    [...(synonyms[path] ?? []), ...Object.values(labels)],
  ])
  return { synonyms: { ...synonyms, ...Object.fromEntries(own) }, fieldsOf: (entity) => entityOrThrow(session, entity).fields }
}
