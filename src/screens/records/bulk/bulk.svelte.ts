import type { Id } from '../../../core/ids.ts'
import type { ListedEntity } from '../../../domain/named.ts'
import { isBulkField, type BulkChange, type BulkFailure, type BulkPreview, type BulkResult } from '../../../engine/bulk/bulk.ts'
import { i18n } from '../../../i18n/i18n.svelte.ts'
import { newest } from '../../../ui/fields/combobox.ts'
import { sentenceOf, toasts, undo } from '../../act.svelte.ts'
import { book, newJob } from '../../book.svelte.ts'
import { entityFacts, type FieldFact } from '../../fields.ts'
import { withOwnFields } from '../../ownfields.ts'
import { pageByEntity } from '../../pages.ts'
import { askToKeep } from '../../settings/storage.ts'
import { isEmpty } from '../value.ts'

type How = BulkChange['how']

/** What is written rests this long, in milliseconds, before it is counted what it would change. */
const rest = 150

/** The fields that a person may set in many records, in the order of the record's page. */
export const bulkFields = (entity: ListedEntity): readonly FieldFact[] => {
  const { title, fields } = entityFacts(entity)
  return withOwnFields(pageByEntity[entity]).details.flatMap((name) => {
    const fact = fields[name]
    return fact !== undefined && isBulkField(fact, title) ? [fact] : []
  })
}

/** What may be done with a field: what must be filled in cannot be emptied, and a switch is on or off. */
export const waysOf = ({ merge, kind, required }: FieldFact): readonly How[] => {
  if (merge === 'set') return ['add', 'remove', 'set', 'empty']
  return required || kind === 'flag' ? ['set'] : ['set', 'empty']
}

interface Running {
  /** 0 to 1. */
  readonly done: number
  readonly isStopping: boolean
}

/** One field of many records in the making: what is chosen, what it would do, and how far it is. */
export const createBulkEdit = (entity: ListedEntity, ids: readonly Id[]) => {
  const { client, opened } = book()
  const fields = bulkFields(entity)
  const job = newJob()
  let fact = $state.raw<FieldFact>()
  let how = $state<How>('set')
  let value = $state.raw<unknown>(null)
  let preview = $state.raw<BulkPreview | null>(null)
  let failure = $state.raw<BulkFailure | null>(null)
  let running = $state.raw<Running | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined

  const change = (): BulkChange | null => {
    if (fact === undefined) return null
    return { field: fact.name, how, value: how === 'empty' ? null : value }
  }
  const heard = newest((answer: Awaited<ReturnType<typeof asked>>) => {
    preview = answer.ok ? answer.value : null
    failure = answer.ok ? null : answer.error
  })
  const asked = (wanted: BulkChange) => client.call('previewEdit', ids, wanted)

  const changed = () => {
    failure = null
    clearTimeout(timer)
    const wanted = change()
    if (wanted === null || (how !== 'empty' && isEmpty(value))) preview = null
    else timer = setTimeout(() => heard(asked(wanted)), rest)
  }

  const tell = ({ wanted: records, changed: count, left, step, ended }: BulkResult) => {
    const done = i18n.t('bulk.done', { count })
    const text = {
      whole: () => (left > 0 ? i18n.t('bulk.left', { done, count: left }) : done),
      cancelled: () => i18n.t('bulk.stopped', { changed: count, records }),
      diskFull: () => i18n.t('bulk.full', { changed: count, records, reason: i18n.t('shell.error.diskFull') }),
    }[ended]()
    if (count > 0 && !opened.isSample) void askToKeep()
    toasts.show({
      text,
      kind: ended === 'diskFull' || left > 0 ? 'problem' : 'done',
      ...(step === null ? {} : { action: { label: i18n.t('shell.undo'), run: () => void undo(step) } }),
    })
  }

  return {
    fields,
    get fact() {
      return fact
    },
    get how() {
      return how
    },
    get value() {
      return value
    },
    get preview() {
      return preview
    },
    get running() {
      return running
    },
    /** What is wrong with the value, in words. */
    get error(): string | undefined {
      return failure === null ? undefined : sentenceOf(failure)
    },
    choose: (name: string): void => {
      fact = fields.find((one) => one.name === name)
      how = fact?.merge === 'set' ? 'add' : 'set'
      value = fact?.kind === 'flag' ? false : null
      preview = null
      changed()
    },
    doing: (next: How): void => {
      how = next
      changed()
    },
    set: (next: unknown): void => {
      value = next
      changed()
    },
    stop: (): void => {
      if (running !== null) running = { ...running, isStopping: true }
      void client.call('cancelEdit', job)
    },
    /** False where something is wrong, which is then said. */
    save: async (): Promise<boolean> => {
      const wanted = change()
      if (wanted === null || running !== null) return false
      clearTimeout(timer)
      running = { done: 0, isStopping: false }
      const stop = client.onProgress(job, (done) => {
        if (running !== null) running = { ...running, done }
      })
      try {
        const result = await client.call('editAll', ids, wanted, job)
        if (result.ok) tell(result.value)
        else failure = result.error
        return result.ok
      } finally {
        stop()
        running = null
      }
    },
  }
}
export type BulkEdit = ReturnType<typeof createBulkEdit>
