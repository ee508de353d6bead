import type { TimeZone } from '../../core/zone.ts'
import type { SampleWords } from './words.ts'

export type SampleLocale = 'en' | 'zh-CN' | 'zh-TW' | 'ko' | 'th'

/** Fetched only when somebody looks around, and then one language. English is that of Britain, in American zones that of the United States. */
export const sampleWords = async (locale: SampleLocale, timeZone: TimeZone): Promise<SampleWords> => {
  switch (locale) {
    case 'zh-CN':
      return (await import('./zh-cn.ts')).zhCn
    case 'zh-TW':
      return (await import('./zh-tw.ts')).zhTw
    case 'ko':
      return (await import('./ko.ts')).ko
    case 'th':
      return (await import('./th.ts')).th
    case 'en':
      return /^(America|US)\//.test(timeZone) ? (await import('./en-us.ts')).enUs : (await import('./en.ts')).en
  }
}
