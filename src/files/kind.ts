/** What a file is that cannot be read as text; each has its own sentence for the person. */
export type ForeignKind = 'xlsx' | 'xls' | 'zip' | 'pdf' | 'image' | 'archive' | 'database' | 'binary'

type Magic = readonly [kind: ForeignKind, at: number, bytes: string]

/** First bytes as Latin-1 text: Gary Kessler's list of file signatures. */
const magics: readonly Magic[] = [
  ['zip', 0, 'PK\x03\x04'],
  ['zip', 0, 'PK\x05\x06'],
  ['xls', 0, '\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1'],
  ['pdf', 0, '%PDF-'],
  ['image', 0, '\x89PNG\r\n\x1A\n'],
  ['image', 0, '\xFF\xD8\xFF'],
  ['image', 0, 'GIF8'],
  ['image', 0, 'II*\x00'],
  ['image', 0, 'MM\x00*'],
  ['image', 4, 'ftyphei'],
  ['image', 4, 'ftypmif'],
  ['image', 8, 'WEBP'],
  ['archive', 0, 'Rar!'],
  ['archive', 0, '7z\xBC\xAF\x27\x1C'],
  ['archive', 0, '\xFD7zXZ'],
  ['archive', 0, 'BZh'],
  ['archive', 0, '\x28\xB5\x2F\xFD'],
  ['database', 0, 'SQLite format 3'],
  ['database', 0, 'PAR1'],
]

const latin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes)

export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b

/** Control characters that no text file holds in numbers: all below the blank but tab, newlines, form feed, DOS's end of file and escape. */
const isOdd = (byte: number): boolean =>
  byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 0x1a && byte !== 0x1b

/** Null for what may be text, UTF-16 with its zeros included. */
export const foreignKindOf = (bytes: Uint8Array): ForeignKind | null => {
  const magic = magics.find(([, at, start]) => latin1(bytes.subarray(at, at + start.length)) === start)?.[0]
  if (magic === 'zip') return /\[Content_Types\]|xl\//.test(latin1(bytes.subarray(0, 4_096))) ? 'xlsx' : 'zip'
  return magic ?? (looksBinary(bytes.subarray(0, 8_192)) ? 'binary' : null)
}

const looksBinary = (bytes: Uint8Array): boolean => {
  let odd = 0
  let zeros = 0
  let evenZeros = 0
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0
    if (byte === 0) {
      zeros += 1
      if (at % 2 === 0) evenZeros += 1
    } else if (isOdd(byte)) odd += 1
  }
  const lopsided = Math.max(evenZeros, zeros - evenZeros)
  const isUtf16 = zeros > 0 && lopsided >= 0.97 * zeros
  return odd * 100 > bytes.length || (zeros > 0 && !isUtf16)
}
