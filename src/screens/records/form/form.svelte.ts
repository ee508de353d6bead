import { untrack } from 'svelte'
import type { Problem, Values } from '../../../domain/check.ts'
import type { Failure } from '../../../engine/protocol.ts'
import { i18n } from '../../../i18n/i18n.svelte.ts'
import { sentenceOf, told } from '../../act.svelte.ts'
import type { RecordArea } from '../../area.ts'
import { book, makeId } from '../../book.svelte.ts'
import { entityFacts } from '../../fields.ts'
import { nameOf } from '../filter/names.svelte.ts'
import { titleText, type Titles } from '../value.ts'
import { filled, isWrittenIn, problemsByPath, withFirstItems, withoutField } from './draft.ts'
import { keptDraft } from './kept.ts'
import { startOf } from './start.ts'

/** What is written rests this long, in milliseconds, before the draft is kept. */
const rest = 400

/** A new record in the making: what is written, what is wrong with it, and its draft on the device. */
export const createForm = (area: RecordArea, given: Values) => {
  const { client } = book()
  const { entity } = area
  const facts = entityFacts(entity)
  const key = `create.${entity}`
  const kept = keptDraft(book(), key)
  let id = makeId(entity)

  let start: Values = {}
  let values = $state.raw<Values>({})
  let problems = $state.raw<Readonly<Record<string, Problem['code']>>>({})
  let failure = $state.raw<Failure | null>(null)
  let isReady = $state(false)
  let isRestored = $state(false)
  let isMoreRestored = $state(false)
  let isSending = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const begin = async (): Promise<void> => {
    start = withFirstItems({ ...(await startOf(entity)), ...given }, [...area.form.first, ...area.form.more], facts, Math.random)
    values = start
  }

  /** What somebody began is brought back, unless this form was opened for something else. */
  const open = async (): Promise<void> => {
    const [draft] = await Promise.all([kept.load(), begin()])
    if (draft !== null && Object.keys(given).length === 0) {
      values = { ...start, ...draft }
      isRestored = true
      isMoreRestored = isWrittenIn(area.form.more, values, start, facts)
    }
    isReady = true
  }

  const isWritten = (): boolean => JSON.stringify(filled(values, facts)) !== JSON.stringify(filled(start, facts))

  const keep = async (): Promise<boolean> => {
    clearTimeout(timer)
    if (!isReady) return false
    const isWorth = isWritten()
    await (isWorth ? kept.save(values) : kept.drop())
    return isWorth
  }

  const set = (name: string, value: unknown): void => {
    values = { ...values, [name]: value }
    problems = withoutField(problems, name)
    failure = null
    clearTimeout(timer)
    timer = setTimeout(() => void keep(), rest)
  }

  void open()

  return {
    get isReady() {
      return isReady
    },
    get isRestored() {
      return isRestored
    },
    /** Some of what was brought back stands in a field behind "more". */
    get isMoreRestored() {
      return isMoreRestored
    },
    get values() {
      return values
    },
    /** A sentence for each path. */
    get sentences(): Readonly<Record<string, string>> {
      return Object.fromEntries(Object.entries(problems).map(([path, code]) => [path, i18n.t(`shell.invalid.${code}`)]))
    },
    /** What stops the whole form: a full disk. */
    get failure(): string | null {
      return failure === null || failure.code === 'invalid' ? null : sentenceOf(failure)
    },
    /** Names of what the draft refers to. */
    get titles(): Titles {
      const ids = Object.values(facts.fields).flatMap(({ name, kind }) =>
        kind === 'ref' && typeof values[name] === 'string' ? [values[name]] : [],
      )
      return Object.fromEntries(ids.map((ref) => [ref, nameOf(ref)]))
    },
    set,
    keep,
    startOver: async (): Promise<void> => {
      isRestored = false
      isMoreRestored = false
      problems = {}
      await begin()
      await kept.drop()
    },
    /** The new record's id; null where something is wrong, which is then said. */
    send: async (): Promise<string | null> => {
      if (isSending || !isReady) return null
      isSending = true
      clearTimeout(timer)
      const sent = filled(
        untrack(() => values),
        facts,
      )
      const result = await client.call('create', { id, values: sent, draft: key }).finally(() => (isSending = false))
      if (!result.ok) {
        failure = result.error
        problems = result.error.code === 'invalid' ? problemsByPath(result.error.problems, sent) : {}
        return null
      }
      kept.forget()
      const made = id
      id = makeId(entity)
      await told(Promise.resolve(result), () => i18n.t('shell.toast.created', { name: titleText(sent[facts.title]) }))
      return made
    },
  }
}
export type CreateForm = ReturnType<typeof createForm>
