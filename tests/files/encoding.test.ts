import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { guessEncodings, interestingBytes, type Encoding } from '../../src/files/encoding.ts'
import { foreignKindOf } from '../../src/files/kind.ts'
import { peekFile } from '../../src/files/source.ts'
import { dataBytes, encode, hasData, sourceOf, withData } from './sources.ts'

const people: readonly (readonly [Encoding, readonly string[]])[] = [
  [
    'gb18030',
    [
      '王伟',
      '李娜',
      '张敏',
      '刘洋',
      '上海贸易有限公司',
      '北京华联商厦股份有限公司',
      '广东省深圳市南山区科技路',
      '赵丽颖',
      '欧阳建国',
      '备注：下周回电',
    ],
  ],
  [
    'big5',
    ['陳美玲', '林志豪', '黃淑芬', '臺灣電子股份有限公司', '新北市板橋區文化路', '張雅婷', '郭台強', '業務經理', '統一編號', '聯絡人'],
  ],
  [
    'euc-kr',
    [
      '김지훈',
      '이서연',
      '박민준',
      '(주)한빛테크',
      '서울특별시 강남구 테헤란로',
      '최유진',
      '정하은',
      '대한상사 주식회사',
      '영업부 과장',
      '다음 주 통화',
    ],
  ],
  [
    'shift_jis',
    ['佐藤 太郎', '鈴木花子', '株式会社ヤマダ電機', '東京都港区赤坂', '高橋さん', '担当者のメモ', 'メールアドレス', '田中 一郎'],
  ],
  ['euc-jp', ['佐藤 太郎', '鈴木花子', '株式会社ヤマダ電機', '東京都港区赤坂', '高橋さん', '担当者のメモ', 'メールアドレス', '田中 一郎']],
  [
    'windows-874',
    ['กิตติพงศ์ ศรีสุวรรณ', 'บริษัท สยามการค้า จำกัด', 'กรุงเทพมหานคร', 'สมชาย ใจดี', 'เชียงใหม่', 'ผู้จัดการฝ่ายขาย', 'นัดประชุมวันจันทร์', 'พรทิพย์'],
  ],
  [
    'windows-1252',
    [
      'José Núñez',
      'Müller GmbH',
      'Société Générale',
      'Žofie Kovařová'.normalize('NFD').replace(/\p{M}/gu, ''),
      'Åse Sørensen',
      'São Paulo',
      'Crème brûlée à la carte',
      'Größe',
    ],
  ],
  ['windows-1251', ['Иванов Пётр', 'Москва', 'ООО «Ромашка»', 'Наталья Сергеевна', 'улица Ленина', 'директор']],
]
const csv = (names: readonly string[]): string =>
  `name,email,phone\r\n${names.map((name, i) => `"${name}",p${i}@example.com,+66 2 123 45${i}`).join('\r\n')}\r\n`
const best = (bytes: Uint8Array): Encoding | undefined => guessEncodings(interestingBytes(bytes))[0]?.encoding

describe('an address book opens in the encoding it was written in', () => {
  test.each(people)('%s', (encoding, names) => expect(best(encode(csv(names), encoding))).toBe(encoding))

  test.each(people)('%s, with a handful of names in any order', (encoding, names) => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...names], { minLength: 4 }), (some) => best(encode(csv(some), encoding)) === encoding),
      { seed: 20_261_122, numRuns: 60 },
    )
  })

  test.each(people)('%s names in UTF-8, without a mark', (_, names) => expect(best(encode(csv(names), 'utf-8'))).toBe('utf-8'))

  test('UTF-16 either way round, with a mark and without', () => {
    for (const encoding of ['utf-16le', 'utf-16be'] as const) {
      const bytes = encode(csv(['김지훈', 'José', '王伟']), encoding)
      expect(guessEncodings(bytes)[0]?.encoding).toBe(encoding)
      expect(guessEncodings(encode(`\uFEFF${csv(['王伟'])}`, encoding))[0]).toEqual({ encoding, confidence: 1 })
    }
  })

  test('one damaged byte does not make another encoding of a Thai file in UTF-8', () => {
    const bytes = encode(csv(people[5]?.[1] ?? []), 'utf-8')
    bytes[40] = 0xff
    expect(best(bytes)).toBe('utf-8')
  })

  test('plain English is UTF-8, and says so with certainty', () =>
    expect(guessEncodings(encode(csv(['Ann', 'Bob']), 'utf-8'))[0]).toEqual({ encoding: 'utf-8', confidence: 1 }))

  test('the first Korean name below a thousand English lines still counts', async () => {
    const english = csv(Array.from({ length: 20_000 }, (_, i) => `Person ${i}`))
    const bytes = new Uint8Array([...encode(english, 'utf-8'), ...encode(csv(['김지훈', '이서연', '대한상사']), 'euc-kr')])
    const peek = await peekFile(sourceOf(bytes))
    expect(peek.ok && peek.value.encodings[0]?.encoding).toBe('euc-kr')
  })

  test('a mark is not shown as part of the first header', async () => {
    const peek = await peekFile(sourceOf(`\uFEFF${csv(['Ann'])}`))
    expect(peek.ok && new TextDecoder(peek.value.encodings[0]?.encoding).decode(peek.value.head).startsWith('name')).toBe(true)
  })
})

describe.skipIf(!hasData)(withData('address books as Outlook, Google and Android write them'), () => {
  test.each([
    ['contacts/outlook_cp949.csv', 'euc-kr'],
    ['contacts/outlook_gbk.csv', 'gb18030'],
    ['contacts/outlook_utf8bom.csv', 'utf-8'],
    ['contacts/google_contacts_new.csv', 'utf-8'],
    ['contacts/android_v21_quoted_printable.vcf', 'utf-8'],
  ])('%s is %s', async (path, encoding) => {
    const peek = await peekFile(sourceOf(dataBytes(path)))
    expect(peek.ok && peek.value.encodings[0]?.encoding).toBe(encoding)
  })
})

describe('a file that is no text is named for what it is', () => {
  const bytes = (text: string) => Uint8Array.from(Array.from(text, (c) => c.charCodeAt(0)))
  test.each([
    ['xlsx', bytes('PK\x03\x04\x14\x00\x06\x00[Content_Types].xml')],
    ['zip', bytes('PK\x03\x04\x14\x00\x06\x00photo.jpg')],
    ['xls', bytes('\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\x00')],
    ['pdf', bytes('%PDF-1.7\n')],
    ['image', bytes('\xFF\xD8\xFF\xE0\x00\x10JFIF')],
    ['image', bytes('\x89PNG\r\n\x1A\n\x00')],
    ['database', bytes('SQLite format 3\x00')],
    ['archive', bytes('7z\xBC\xAF\x27\x1C')],
    ['binary', Uint8Array.from({ length: 4_000 }, (_, i) => (i * 7_919) % 251)],
  ] as const)('%s', (kind, start) => expect(foreignKindOf(start)).toBe(kind))

  test('text in any of the encodings is none of them', () => {
    for (const [encoding, names] of people) expect(foreignKindOf(encode(csv(names), encoding)), encoding).toBeNull()
    expect(foreignKindOf(encode(csv(['王伟']), 'utf-16le'))).toBeNull()
  })

  test('and an empty file is called empty', async () =>
    expect(await peekFile(sourceOf(''))).toEqual({ ok: false, error: { reason: 'empty' } }))
})
