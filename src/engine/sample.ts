import { today } from '../core/day.ts'
import type { Id } from '../core/ids.ts'
import { newId } from '../core/ids.ts'
import { sampleWords, type SampleLocale } from '../domain/sample/languages.ts'
import { makeSample } from '../domain/sample/sample.ts'
import type { Load } from './loader.ts'
import type { EnginePlatform } from './workspace.ts'

interface Wanted {
  readonly locale: string
  readonly timeZone: string
}

const SEED = 20_260_105
const spoken: readonly SampleLocale[] = ['en', 'zh-CN', 'zh-TW', 'ko', 'th']
const localeOf = ({ locale }: Wanted): SampleLocale => spoken.find((one) => one === locale) ?? 'en'

export const sampleCurrency = async (wanted: Wanted): Promise<string> => (await sampleWords(localeOf(wanted), wanted.timeZone)).currency

/** A book of two years, in the person's language and the manner of their country. */
export const sampleRecords = async ({ now, random }: EnginePlatform, wanted: Wanted, me: Id): Promise<readonly Load[]> =>
  makeSample({
    seed: SEED,
    today: today(now(), wanted.timeZone),
    now: now(),
    timeZone: wanted.timeZone,
    locale: localeOf(wanted),
    newId: (entity) => newId(entity, now(), random),
    me,
  })
