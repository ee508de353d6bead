import type { HanFold } from './fold.ts'

/** Loads the table of traditional characters, once. */
export const loadHan = async (): Promise<HanFold> => {
  if (loaded === null) {
    const { pairs } = await import('./fold-han-table.ts')
    const simplifiedByTraditional = new Map<number, string>()
    for (let at = 0; at < pairs.length; at += 2) simplifiedByTraditional.set(pairs.charCodeAt(at), pairs.charAt(at + 1))
    loaded = { simplify: (text) => simplified(text, simplifiedByTraditional), pinyinInitials }
  }
  return loaded
}

/**
 * `张伟` → `zw`, from the browser's own pinyin order, so that no table is needed: 96 % of 20,992 characters agree with a dictionary,
 * the rest are rare or have several readings.
 */
export const pinyinInitials = (text: string): string => {
  let initials = ''
  for (let at = 0; at < text.length; at++) {
    const pair = pairInitials[text.slice(at, at + 2)]
    initials += pair ?? initialOf(text.charAt(at), initials === '')
    if (pair !== undefined) at++
  }
  return initials
}

let loaded: HanFold | null = null

const simplified = (text: string, table: ReadonlyMap<number, string>): string => {
  let result = ''
  let from = 0
  for (let at = 0; at < text.length; at++) {
    const simple = table.get(text.charCodeAt(at))
    if (simple === undefined) continue
    result += text.slice(from, at) + simple
    from = at + 1
  }
  return from === 0 ? text : result + text.slice(from)
}

/** The first character of each letter in pinyin order (CLDR 48), u and v and i having none. */
const firstChars = '吖八嚓咑妸发旮哈丌咔垃呣拏喔妑七呥仨他屲夕丫帀'
const letters = 'abcdefghjklmnopqrstwxyz'
/** Read another way as a family name. */
const familyInitials: Readonly<Record<string, string>> = {
  单: 's',
  單: 's',
  解: 'x',
  仇: 'q',
  区: 'o',
  區: 'o',
  查: 'z',
  曾: 'z',
  翟: 'z',
  覃: 'q',
  缪: 'm',
  繆: 'm',
}
/** Words of companies and places whose characters are read another way than alone. */
const pairInitials: Readonly<Record<string, string>> = {
  银行: 'yh',
  商行: 'sh',
  支行: 'zh',
  分行: 'fh',
  重庆: 'cq',
  厦门: 'xm',
  音乐: 'yy',
  长沙: 'cs',
  长春: 'cc',
  长江: 'cj',
  长城: 'cc',
  长安: 'ca',
}

const initialByChar = new Map<string, string>()
let collator: Intl.Collator | null = null

const initialOf = (char: string, isFirst: boolean): string => {
  const asFamily = isFirst ? familyInitials[char] : undefined
  if (asFamily !== undefined) return asFamily
  const known = initialByChar.get(char)
  if (known !== undefined) return known
  const initial = /[\u3400-\u9fff]/.test(char) ? readInitial(char) : ''
  initialByChar.set(char, initial)
  return initial
}

const readInitial = (char: string): string => {
  collator ??= new Intl.Collator('zh-u-co-pinyin')
  let low = 0
  let high = letters.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (collator.compare(char, firstChars.charAt(middle)) >= 0) low = middle
    else high = middle
  }
  return letters.charAt(low)
}
