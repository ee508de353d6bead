import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadHan } from '../../src/core/fold-han.ts'
import { fold, wordsOf } from '../../src/core/fold.ts'
import { isForgiving, isNear, piecesOf } from '../../src/tables/search/near.ts'
import { aBook, law, noon, type Book, type Held } from './book.ts'

const everywhere = ['contact', 'company', 'deal', 'order', 'product']
const han = await loadHan()

const phone = (value: string) => ({ id: 'p', order: 'a0', value, kind: 'mobile' })
const email = (value: string) => ({ id: 'e', order: 'a0', value, kind: 'work' })
const named = (family: string, given: string, more: Held = {}): Held => ({ name: { family, given }, ...more })

const hits = (book: Book, text: string, limit = 10): readonly string[] =>
  book.search.search(text, everywhere, limit).flatMap(({ entity, rows }) => rows.map((row) => book.asking.rows(entity).idOf(row)))

describe('search', () => {
  // Capabilities U9 and L3.
  test('finds what is typed in five languages, half a word, a number or initials being enough', () => {
    const book = aBook()
    book.search.setHan(han)
    const [somchai, wang, kim, john, lin] = book.putAll('contact', [
      named('ทองคำ', 'สมชาย', { phones: [phone('+66812345678')], jobTitle: 'ผู้จัดการฝ่ายขาย' }),
      named('王', '小明', { emails: [email('wxm@example.com')] }),
      named('김', '민준', { jobTitle: '구매 담당자' }),
      named('Müller', 'John', { phones: [phone('+44 20 7946 0958')] }),
      named('林', '國華', { address: { locality: '台北市', country: '臺灣' } }),
    ])
    const [acme] = book.putAll('company', [{ name: 'ＡＣＭＥ Trading (Thailand)', taxId: '0105551234567' }])
    const [order] = book.putAll('order', [{ number: 'SO-2026-0042' }])
    const asked: readonly (readonly [string, string | undefined])[] = [
      ['สมชาย', somchai],
      ['ทองคํา', somchai],
      ['จัดการ', somchai],
      ['0812345678', somchai],
      ['+66 81 234 5678', somchai],
      ['081-234', somchai],
      ['王小明', wang],
      ['小明', wang],
      ['wxm', wang],
      ['김민준', kim],
      ['ㄱㅁㅈ', kim],
      ['민준 구매', kim],
      ['muller', john],
      ['john mul', john],
      ['Müller, John', john],
      ['02079460958', john],
      ['林国华', lin],
      ['台北', lin],
      ['acme', acme],
      ['5551234', acme],
      ['so-2026', order],
    ]
    for (const [text, id] of asked) expect([text, hits(book, text)]).toEqual([text, [id]])
  })

  test('wants every word, wherever it stands', () => {
    const book = aBook()
    const [both] = book.putAll('contact', [named('Brown', 'Ann', { jobTitle: 'Buyer' }), named('Brown', 'Bob'), named('Green', 'Ann')])
    expect(hits(book, 'ann brown')).toEqual([both])
    expect(hits(book, 'buy bro an')).toEqual([both])
    expect(hits(book, 'ann purple')).toEqual([])
    expect(hits(book, ' , ')).toEqual([])
  })

  test('puts words that begin so first, then what was touched last', () => {
    const book = aBook()
    const at = (updatedAt: number) => ({ updatedAt })
    const [inside, old, young] = book.putAll('company', [
      { name: 'Panda', ...at(9) },
      { name: 'Daisy', ...at(1) },
      { name: 'Big Dale', ...at(2) },
    ])
    expect(hits(book, 'da')).toEqual([young, old, inside])
    expect(hits(book, 'da', 1)).toEqual([young])
    expect(book.search.search('da', everywhere, 1)[0]).toMatchObject({ entity: 'company', total: 3, isMore: false, isNear: false })
  })

  test('forgives one slip in a name when nothing fits as typed', () => {
    const book = aBook()
    const [somchai] = book.putAll('contact', [named('Srisai', 'Somchai'), named('Smith', 'John'), named('김', '민준')])
    for (const slip of ['somchia', 'sonchai', 'somcha1'.replace('1', 'ii'), 'omchai sri', 'somhcai'])
      expect([slip, hits(book, slip)]).toEqual([slip, [somchai]])
    expect(book.search.search('somchia', everywhere, 5)[0]).toMatchObject({ isNear: true, total: 1 })
    expect(hits(book, 'smoth')).toHaveLength(1)
    expect(hits(book, '김민중')).toHaveLength(1)
    expect(hits(book, 'smxxh')).toEqual([])
  })

  test('guesses no number and no code', () => {
    const book = aBook()
    book.put('order', { number: 'SO-10001' })
    book.put('contact', named('A', 'B', { phones: [phone('+66812345678')] }))
    expect(hits(book, 'SO-10002')).toEqual([])
    expect(hits(book, '0812345679')).toEqual([])
  })

  test('stays in step with every edit, trash included', () => {
    const book = aBook()
    const id = book.put('contact', named('Old', 'Name'))
    expect(hits(book, 'old')).toEqual([id])
    book.change(id, named('New', 'Name', { phones: [phone('+66899999999')] }))
    expect([hits(book, 'old'), hits(book, 'new'), hits(book, '0899999999')]).toEqual([[], [id], [id]])
    book.change(id, { deletedAt: noon })
    expect(hits(book, 'new')).toEqual([])
    expect(book.queries.query({ entity: 'contact', search: 'new', trash: true }, { start: 0, count: 9 }).total).toBe(1)
    book.remove(id)
    expect(book.queries.query({ entity: 'contact', search: 'new', trash: true }, { start: 0, count: 9 }).total).toBe(0)
  })

  test('narrows a list to the same records', () => {
    const book = aBook()
    book.putAll('contact', [named('Brown', 'Ann', { jobTitle: 'Buyer' }), named('Brown', 'Bob'), named('Green', 'Ann')])
    const total = (search: string) =>
      book.queries.query({ entity: 'contact', search, filter: { column: 'jobTitle', op: 'isEmpty' } }, { start: 0, count: 9 }).total
    expect([total('brown'), total('BROWN bob'), total(''), total('buyer')]).toEqual([1, 1, 2, 0])
  })

  test('finds what reading every record finds, whatever was edited in between', () => {
    const someText = fc.constantFrom('Acme', 'ACME ltd', 'สมชาย', '王小明', '김민준', 'a', 'b1', 'Zoë', 'x y', 'sk하이닉스')
    const someRecord = fc.record({
      name: fc.record({ family: someText, given: someText }),
      jobTitle: fc.option(someText),
      code: fc.option(someText),
    })
    const edits = fc.array(fc.tuple(fc.nat(), someRecord), { maxLength: 10 })
    const queries = fc.array(fc.constantFrom('a', 'ac', 'acme', 'sk', 'zo', 'สม', '小', 'ㄱ', 'acme x', 'y a', 'b1 王', '하이 sk'), {
      minLength: 4,
      maxLength: 4,
    })
    law(
      fc.record({ records: fc.array(someRecord, { minLength: 1, maxLength: 20 }), edits, queries }),
      ({ records, edits, queries }) => {
        const book = aBook()
        const ids = book.putAll('contact', records)
        hits(book, 'warm')
        for (const [at, fields] of edits) book.change(ids[at % ids.length] ?? '', fields)
        const fresh = aBook()
        ids.forEach((id) => void fresh.put('contact', book.records.get(id) ?? {}, id))
        for (const query of queries) {
          const found = hits(book, query, 99)
          expect(new Set(found)).toEqual(new Set(hits(fresh, query, 99)))
          // A plain word is found wherever a field holds it.
          const [word = '', ...others] = wordsOf(query)
          if (others.length > 0 || !/^[a-z]+$/.test(word)) continue
          const textsOf = (id: string): readonly unknown[] => {
            const { name, jobTitle, code } = book.records.get(id) ?? {}
            return [jobTitle, code, ...(typeof name === 'object' ? Object.values<unknown>({ ...name }) : [])]
          }
          const holding = ids.filter((id) => textsOf(id).some((text) => fold(String(text)).includes(word)))
          expect([query, holding.filter((id) => !found.includes(id))]).toEqual([query, []])
        }
      },
      60,
    )
  })

  test('stops counting when one letter is found everywhere', () => {
    const book = aBook()
    book.putAll(
      'company',
      Array.from({ length: 6_000 }, (_, at) => ({ name: `aa ${at}` })),
    )
    expect(book.search.search('a', everywhere, 5)[0]).toMatchObject({ total: 5_000, isMore: true })
    expect(book.queries.query({ entity: 'company', search: 'a' }, { start: 0, count: 1 }).total).toBe(6_000)
  })
})

describe('a word one edit away', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), minLength: 4, maxLength: 8 })

  test('holds one of the pieces that are looked for', () => {
    law(
      fc.tuple(word, fc.nat({ max: 3 }), fc.nat(), fc.constantFrom('a', 'b', 'x')),
      ([typed, kind, place, letter]) => {
        const at = place % typed.length
        const swapped = typed.slice(0, at) + typed.charAt(at + 1) + typed.charAt(at) + typed.slice(at + 2)
        const meant =
          [
            typed.slice(0, at) + typed.slice(at + 1),
            typed.slice(0, at) + letter + typed.slice(at),
            typed.slice(0, at) + letter + typed.slice(at + 1),
            at + 1 < typed.length ? swapped : typed,
          ][kind] ?? ''
        expect([typed, meant, isNear(typed, meant)]).toEqual([typed, meant, true])
        expect([typed, meant, piecesOf(typed).some((piece) => meant.includes(piece))]).toEqual([typed, meant, true])
      },
      1_000,
    )
  })

  test('is told from one two edits away', () => {
    for (const [a, b] of [
      ['abcd', 'badc'],
      ['abcd', 'abxy'],
      ['abcd', 'ab'],
      ['abcd', 'xbcdy'],
      ['abcd', 'acbde'],
    ] as const)
      expect([a, b, isNear(a, b)]).toEqual([a, b, false])
    expect([isForgiving('ann'), isForgiving('anne'), isForgiving('김민준'), isForgiving('a1b2')]).toEqual([false, true, true, false])
  })
})
