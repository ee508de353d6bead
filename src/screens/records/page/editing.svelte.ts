import type { Id } from '../../../core/ids.ts'
import type { Result } from '../../../core/result.ts'
import type { EntityName } from '../../../domain/entities.ts'
import type { Done, Failure, RecordView } from '../../../engine/protocol.ts'
import { i18n } from '../../../i18n/i18n.svelte.ts'
import type { Change } from '../../../domain/change.ts'
import { sentenceOf, toasts, undo } from '../../act.svelte.ts'
import { book, watchOne } from '../../book.svelte.ts'
import { fieldFacts, type FieldFacts } from '../../fields.ts'
import type { Titles } from '../value.ts'
import { fieldsAfter, pathLabel } from './changes.ts'

/** What is wrong, in words, by path; empty where all was kept. */
export type Sentences = Readonly<Record<string, string>>

export interface Editing {
  readonly facts: FieldFacts
  /** With the person's own edits painted before the engine has answered. Null while it loads. */
  readonly view: RecordView | null
  readonly isGone: boolean
  /** In the trash, written by a newer app, or a lead that became a customer. */
  readonly isLocked: boolean
  /** Paints the edits and keeps them; where they are refused, what stood before comes back and the sentences say why. `titles` name what was newly pointed at. */
  readonly save: (changes: readonly Change[], titles?: Titles) => Promise<Sentences>
  /** A field that is waited for: it is shown, and the person writes in it. */
  readonly wanted: string | null
  readonly want: (field: string | null) => void
  /** The same for a write of another manner. */
  readonly run: (changes: readonly Change[], write: () => Promise<Result<Done, Failure>>, text: string) => Promise<Sentences>
}

interface Painted {
  readonly id: Id
  readonly changes: readonly Change[]
  readonly titles: Titles
}

/** A record under the person's hands. Call it while a component is set up. */
export const editRecord = (entity: EntityName, id: () => Id): Editing => {
  const record = watchOne(id)
  const facts = fieldFacts(entity)
  let painted = $state.raw<readonly Painted[]>([])
  let dismissLast: (() => void) | null = null
  let wanted = $state<string | null>(null)

  const view = $derived.by(() => {
    const { view: stored } = record
    const own = painted.filter((one) => one.id === stored?.id)
    if (stored === null || own.length === 0) return stored
    const fields = fieldsAfter(
      facts,
      stored.fields,
      own.flatMap(({ changes }) => changes),
    )
    return { ...stored, fields, titles: Object.assign({}, stored.titles, ...own.map(({ titles }) => titles)) as Titles } // assign answers any
  })

  const say = (text: string, step: number | null) => {
    dismissLast?.()
    dismissLast = toasts.show({ text, ...(step === null ? {} : { action: { label: i18n.t('shell.undo'), run: () => void undo(step) } }) })
  }

  const run = async (
    changes: readonly Change[],
    write: () => Promise<Result<Done, Failure>>,
    text: string,
    titles: Titles = {},
  ): Promise<Sentences> => {
    if (changes.length === 0) return {}
    const paint = { id: id(), changes, titles }
    painted = [...painted, paint]
    try {
      const result = await write()
      if (result.ok) {
        say(text, result.value.step)
        await record.reload()
        return {}
      }
      if (result.error.code === 'invalid')
        return Object.fromEntries(result.error.problems.map(({ path, code }) => [path, i18n.t(`shell.invalid.${code}`)]))
      const sentence = sentenceOf(result.error)
      toasts.show({ text: sentence, kind: 'problem' })
      return Object.fromEntries(changes.map(({ path }) => [path, sentence]))
    } finally {
      painted = painted.filter((one) => one !== paint)
    }
  }

  return {
    facts,
    get view() {
      return view
    },
    get isGone() {
      return record.isGone
    },
    get isLocked() {
      return view === null || view.isNewer || view.fields['deletedAt'] != null || view.fields['convertedAt'] != null
    },
    save: (changes, titles) => {
      const names = changes.map(({ path }) => path.split('/')[0] ?? path)
      const field = i18n.list(names.filter((name, at) => names.indexOf(name) === at).map((name) => pathLabel(entity, name)))
      return run(changes, () => book().client.call('edit', [{ id: id(), changes }]), i18n.t('record.toast.changed', { field }), titles)
    },
    get wanted() {
      return wanted
    },
    want: (field) => {
      wanted = field
    },
    run,
  }
}
