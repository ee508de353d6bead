import { formatsFor, tagOf, type Formats, type Manner } from './format.ts'
import { collator, type Locale } from './locales.ts'
import { loadMessages, type Area, type Message, type MessageKey } from './messages.ts'
import type { Values } from './speak.ts'

/** Words of the workspace's own, by the path of a label and by language; `*` where a language has none. */
type Names = Readonly<Record<string, Readonly<Record<string, string>>>>

/** What every component speaks through: reading it in markup follows a change of language without a reload. */
const createI18n = () => {
  const start: Manner = { locale: 'en', country: 'GB', timeZone: 'UTC', calendar: 'auto' }
  let manner = $state.raw(start)
  let formats = $state.raw<Formats>(formatsFor(start))
  let messages = $state.raw<ReadonlyMap<string, Message>>(new Map())
  /** What the workspace calls its own fields and choices: by label, then by language. */
  let names = $state.raw<Names>({})
  let areasInUse: readonly Area[] = []
  let spoken: readonly Area[] = []
  let goal = start

  /** Brings every area in use in the language that was asked for last, then swaps all at once. */
  const settle = async (): Promise<void> => {
    for (;;) {
      const [next, wanted] = [goal, areasInUse]
      const loaded = await Promise.all(wanted.map((area) => loadMessages(next.locale, area, tagOf(next))))
      if (next !== goal || wanted !== areasInUse) continue
      manner = next
      formats = formatsFor(next)
      messages = new Map(loaded.flatMap((area) => [...area]))
      spoken = wanted
      markDocument(next.locale)
      return
    }
  }

  const change = async (next: Manner): Promise<void> => {
    const before = goal
    goal = next
    try {
      await settle()
    } catch (error) {
      if (goal === next) goal = before
      throw error
    }
  }

  const load = (...areas: readonly Area[]): Promise<void> => {
    if (areas.every((area) => spoken.includes(area))) return Promise.resolve()
    areasInUse = [...areasInUse, ...areas.filter((area) => !areasInUse.includes(area))]
    return settle()
  }

  /** In the person's language, else as it was named. */
  const named = (key: string): string | null => names[key]?.[manner.locale] ?? names[key]?.['*'] ?? null
  const text = (key: string, values: Values): string | null => messages.get(key)?.(values) ?? null

  return {
    get locale(): Locale {
      return manner.locale
    },
    get manner(): Manner {
      return manner
    },
    /** Money, numbers, days, lists in the person's manner. */
    get formats(): Formats {
      return formats
    },
    get collator(): Intl.Collator {
      return collator(manner.locale)
    },
    /** Rejects, and changes nothing, where the language's files cannot be fetched. */
    setLocale: (locale: Locale): Promise<void> => change({ ...goal, locale }),
    /** The workspace's country and zone, the person's calendar. */
    setManner: (more: Partial<Manner>): Promise<void> => change({ ...goal, ...more }),
    setNames: (next: Names): void => {
      names = next
    },
    /** A route waits for its areas before it is shown. */
    load,
    /** Part of a screen, when its words are there as well. */
    speaking: async <T>(part: Promise<T>, ...areas: readonly Area[]): Promise<T> => (await Promise.all([part, load(...areas)]))[0],
    /** A key whose area is not loaded shows itself. */
    t: (key: MessageKey, values: Values = {}): string => text(key, values) ?? key,
    /** `label('order', 'status', 'returned')`, `label('order', 'lines', 'qty')`; a field that only a newer app knows shows its own name. What several entities share stands once, as `*.rfmSegment`. */
    label: (entity: string, ...path: readonly [string, ...string[]]): string =>
      named([entity, ...path].join('.')) ??
      text([entity, ...path].join('.'), {}) ??
      text(['*', ...path].join('.'), {}) ??
      path.at(-1) ??
      entity,
    money: (...money: Parameters<Formats['money']>): string => formats.money(...money),
    moneyRound: (...money: Parameters<Formats['moneyRound']>): string => formats.moneyRound(...money),
    moneyCompact: (...money: Parameters<Formats['moneyCompact']>): string => formats.moneyCompact(...money),
    price: (...price: Parameters<Formats['price']>): string => formats.price(...price),
    number: (...number: Parameters<Formats['number']>): string => formats.number(...number),
    percent: (...ratio: Parameters<Formats['percent']>): string => formats.percent(...ratio),
    day: (...day: Parameters<Formats['day']>): string => formats.day(...day),
    instant: (...instant: Parameters<Formats['instant']>): string => formats.instant(...instant),
    month: (...month: Parameters<Formats['month']>): string => formats.month(...month),
    list: (...items: Parameters<Formats['list']>): string => formats.list(...items),
  }
}

export const i18n = createI18n()
export type I18n = typeof i18n

const markDocument = (locale: Locale): void => {
  if (typeof document === 'undefined') return
  document.documentElement.lang = locale
  document.documentElement.dir = 'ltr'
}
