import { textOf, utf8 } from '../../core/bytes.ts'
import type { Values } from '../../domain/check.ts'
import { unlessFull } from '../../store/quota.ts'
import type { Engine } from '../api.ts'
import type { Called } from './called.ts'

type WritingCalls = Pick<
  Engine,
  | 'create'
  | 'edit'
  | 'act'
  | 'convertLead'
  | 'placeCustomers'
  | 'trash'
  | 'restore'
  | 'previewEdit'
  | 'editAll'
  | 'cancelEdit'
  | 'undo'
  | 'mark'
  | 'saveDraft'
  | 'loadDraft'
  | 'dropDraft'
>

/** What a person does to records. */
export const writingCalls = ({ book, page }: Called): WritingCalls => {
  const drafts = () => book().session.store.drafts()
  /** Whoever moves families into the trash and back must know all of them. */
  const movers = async () => {
    const { writer, index } = book()
    return (await Promise.all([writer(), index.whole()]))[0]
  }

  return {
    create: async (request) => (await book().writer()).create(request),
    edit: async (requests) => (await book().writer()).edit(requests),
    act: async (request) => (await book().writer()).act(request),
    convertLead: async (wanted) => (await import('../converting.ts')).convertLead(book(), wanted),
    placeCustomers: async () => (await import('../placing.ts')).placeCustomers(book()),
    trash: async (ids) => (await movers()).trash(ids),
    restore: async (ids) => (await movers()).restore(ids),
    previewEdit: async (ids, change) => (await import('../bulk/preview.ts')).previewBulk(book(), ids, change),
    editAll: async (ids, change, job) =>
      (await import('../bulk/run.ts')).runBulk(book(), ids, change, job, (done) => page()?.progress(job, done, ids.length)),
    cancelEdit: async (job) => (await import('../bulk/run.ts')).cancelBulk(job),
    undo: async (number) => {
      const { session, index, steps } = book()
      const [{ undoStep }] = await Promise.all([import('../undo.ts'), index.rows()])
      return undoStep(session, steps, number)
    },
    mark: async (id, act) => (await import('../bookmarks.ts')).mark(book(), id, act),

    saveDraft: async (key, values) => unlessFull((await drafts()).save(key, utf8(JSON.stringify(values)))),
    loadDraft: async (key) => {
      const plain = await (await drafts()).load(key)
      return plain === null ? null : (JSON.parse(textOf(plain)) as Values) // what saveDraft wrote
    },
    dropDraft: async (key) => (await drafts()).drop(key),
  }
}
