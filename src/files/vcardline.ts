/** One line of a vCard, unfolded and decoded. */
export interface Property {
  readonly name: string
  /** The value as written, after quoted-printable and base64. */
  readonly value: string
  /** The value as one text. */
  readonly text: string
  /** The value cut at `;`, each part at `,`. */
  readonly parts: readonly (readonly string[])[]
  /** TYPE parameters, in lower case. */
  readonly types: ReadonlySet<string>
  /** RFC 6350's PREF from 1; 0 for the older `PREF` without a number, 101 where nothing is said. */
  readonly preference: number
}

export interface Unfolder {
  push: (text: string) => void
  end: () => void
  /** The card being read is version 2.1. */
  isOld: () => boolean
  /** The property before this line was an AGENT, whose value is a card. */
  isInAgent: () => boolean
}

/** Media is megabytes of base64 that nobody reads here. */
const isLong = /^(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY)[;:]/i
const isQuoted = /^[^:]*QUOTED-PRINTABLE/i
const isAgent = /^(?:[\w-]+\.)?AGENT[;:]/i

/** Puts folded lines together again: a leading blank (3.0, 4.0), or a `=` at the end of quoted-printable (2.1). */
export const unfoldLines = (onLine: (text: string, line: number) => void): Unfolder => {
  let rest = ''
  let line = 0
  let parts: string[] = []
  let start = 0
  let old = false
  let agent = false

  const flush = (): void => {
    if (parts.length === 0) return
    const text = parts.join('')
    parts = []
    if (/^VERSION:2/i.test(text)) old = true
    else if (/^(BEGIN:VCARD|VERSION:)/i.test(text.trim())) old = false
    onLine(text, start)
    agent = isAgent.test(text)
  }
  const take = (text: string): void => {
    line += 1
    const first = parts[0] ?? ''
    const isSoft = parts.length > 0 && isQuoted.test(first) && (parts.at(-1) ?? '').endsWith('=')
    if (isSoft) {
      parts.push((parts.pop() ?? '').slice(0, -1), text)
    } else if (parts.length > 0 && /^[ \t]/.test(text)) {
      if (!isLong.test(first)) parts.push(old ? text.replace(/^[ \t]+/, ' ') : text.slice(1))
    } else {
      flush()
      if (text.trim() === '') return
      parts = [isLong.test(text) ? text.slice(0, 200) : text]
      start = line
    }
  }
  return {
    push: (text) => {
      const lines = (rest + text).split(/\r\n|\n|\r(?!$)/)
      rest = lines.pop() ?? ''
      for (const each of lines) take(each)
    },
    end: () => {
      for (const each of rest.split(/\r\n|\n|\r/)) take(each)
      rest = ''
      flush()
    },
    isOld: () => old,
    isInAgent: () => agent,
  }
}

/** Null for what is no property. */
export const readProperty = (line: string, isOld: boolean, fallback: string): Property | null => {
  const colon = colonOf(line)
  if (colon < 0) return null
  const [head = '', ...parameters] = splitOutside(line.slice(0, colon), ';')
  const name = head.replace(/^.*\./, '').trim().toUpperCase()
  const given = parameters
    .map((each) => each.split('='))
    .map(([key = '', ...values]) => (values.length === 0 ? (['TYPE', key] as const) : ([key.toUpperCase(), values.join('=')] as const)))
  const valueOf = (key: string): string | undefined => given.find(([k]) => k === key)?.[1]
  const types = new Set(
    given
      .filter(([key]) => key === 'TYPE')
      .flatMap(([, value]) => value.replaceAll('"', '').split(','))
      .map((type) => type.trim().toLowerCase()),
  )
  const value = decoded(line.slice(colon + 1), (valueOf('ENCODING') ?? '').toLowerCase(), types, valueOf('CHARSET') ?? fallback)
  const numbered = Number(valueOf('PREF') ?? NaN)
  return {
    name,
    value,
    text: unescaped(value, isOld),
    parts: splitUnescaped(value, ';').map((part) =>
      isOld ? [unescaped(part, isOld)] : splitUnescaped(part, ',').map((word) => unescaped(word, isOld)),
    ),
    types,
    preference: Number.isNaN(numbered) ? 101 - (types.has('pref') ? 101 : 0) : numbered,
  }
}

/** The colon that ends the parameters: not one inside a quoted parameter. */
const colonOf = (line: string): number => {
  let isQuotedPart = false
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at]
    if (character === '"') isQuotedPart = !isQuotedPart
    else if (character === ':' && !isQuotedPart) return at
  }
  return line.indexOf(':')
}

const splitOutside = (text: string, cut: string): string[] => text.match(new RegExp(`(?:"[^"]*"|[^${cut}])+`, 'g')) ?? []

const decoded = (value: string, encoding: string, types: ReadonlySet<string>, charset: string): string => {
  if (encoding === 'quoted-printable' || types.has('quoted-printable')) return decodeBytes(quotedBytes(value), charset)
  if (encoding !== 'b' && encoding !== 'base64') return value
  try {
    return decodeBytes(
      Uint8Array.from(atob(value.replace(/\s/g, '')), (character) => character.charCodeAt(0)),
      charset,
    )
  } catch {
    return ''
  }
}

/** Old phones name no charset, or a wrong one, and write UTF-8: valid UTF-8 is hardly ever anything else. */
const decodeBytes = (bytes: Uint8Array, charset: string): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    try {
      return new TextDecoder(charset).decode(bytes)
    } catch {
      return new TextDecoder().decode(bytes)
    }
  }
}

const quotedBytes = (text: string): Uint8Array => {
  const plain = new TextEncoder().encode(text)
  const bytes = new Uint8Array(plain.length)
  let length = 0
  for (let at = 0; at < plain.length; at += 1) {
    const code = plain[at] === 0x3d ? Number.parseInt(String.fromCharCode(plain[at + 1] ?? 0, plain[at + 2] ?? 0), 16) : NaN
    bytes[length] = Number.isNaN(code) ? (plain[at] ?? 0) : code
    length += 1
    if (!Number.isNaN(code)) at += 2
  }
  return bytes.subarray(0, length)
}

const splitUnescaped = (text: string, cut: string): string[] => {
  const parts: string[] = []
  let start = 0
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1
    else if (text[at] === cut) {
      parts.push(text.slice(start, at))
      start = at + 1
    }
  }
  parts.push(text.slice(start))
  return parts
}

/** 2.1 escapes nothing but the semicolon; the later versions newlines, commas, semicolons, and what their writers felt like. */
const unescaped = (text: string, isOld: boolean): string =>
  isOld
    ? text.replaceAll('\\;', ';').replaceAll('\r\n', '\n')
    : text.replace(/\\([nN,;:"\\])/g, (_, mark: string) => (mark === 'n' || mark === 'N' ? '\n' : mark))
