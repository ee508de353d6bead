import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { cardColumns, readCards } from '../../src/files/vcard.ts'
import { collect, dataBytes, encode, hasData, ofEntity, planned, sketch, sourceOf, withData } from './sources.ts'

type Card = Record<string, string>
const cardsOf = async (content: string | Uint8Array, piece?: number): Promise<Card[]> =>
  (await collect(readCards(sourceOf(content, piece), { encoding: 'utf-8' }))).flatMap(({ rows }) =>
    rows.map(({ cells }) =>
      Object.fromEntries<string>(cells.map((cell, i) => [cardColumns[i] ?? '', cell] as const).filter(([, cell]) => cell !== '')),
    ),
  )
const card = (version: string, ...lines: string[]): string => ['BEGIN:VCARD', `VERSION:${version}`, ...lines, 'END:VCARD', ''].join('\r\n')

describe('a card becomes a row', () => {
  test('version 2.1 as old phones write it: quoted-printable over soft line breaks', async () => {
    const text = card(
      '2.1',
      'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E9=99=B3;=E7=BE=',
      '=8E=E7=8E=B2;;;',
      'TEL;CELL;PREF:+886 912 345 678',
      'TEL;WORK:02 1234 5678',
    )
    expect(await cardsOf(text)).toEqual([
      { 'name.family': '陳', 'name.given': '美玲', 'tel.kinds': 'mobile ::: work', 'tel.values': '+886 912 345 678 ::: 02 1234 5678' },
    ])
  })

  test('quoted-printable in another charset, and in one that the card names wrongly', async () => {
    const quoted = (bytes: Uint8Array) => Array.from(bytes, (byte) => `=${byte.toString(16).toUpperCase()}`).join('')
    const korean = `N;CHARSET=EUC-KR;ENCODING=QUOTED-PRINTABLE:${quoted(encode('김', 'euc-kr'))};${quoted(encode('지훈', 'euc-kr'))}`
    const wrong = `FN;CHARSET=X-PHONE;ENCODING=QUOTED-PRINTABLE:${quoted(encode('José', 'utf-8'))}`
    expect(await cardsOf(card('2.1', korean, wrong))).toEqual([{ 'name.family': '김', 'name.given': '지훈', 'name.full': 'José' }])
  })

  test('version 3.0 with folded lines, groups and escapes', async () => {
    const text = card(
      '3.0',
      'N:Doe;John;Richter\\, James;Mr.;',
      'ORG:ABC\\, Inc.;Sales;East',
      'item1.TEL;type=CELL;type=pref:1',
      'NOTE:one\\ntw',
      ' o\\; three',
      'item1.X-ABLabel:x',
    )
    expect(await cardsOf(text)).toEqual([
      {
        'name.family': 'Doe',
        'name.given': 'John',
        'name.middle': 'Richter, James',
        'name.prefix': 'Mr.',
        'org.name': 'ABC, Inc.',
        'org.department': 'Sales, East',
        'tel.kinds': 'mobile',
        'tel.values': '1',
        note: 'one\ntwo; three',
      },
    ])
  })

  test('version 4.0 with numbered preference and telephone links', async () => {
    const text = card(
      '4.0',
      'FN:Simon',
      'TEL;VALUE=uri;TYPE="work,voice";PREF=2:tel:+1-418-656-9254;ext=102',
      'TEL;TYPE=cell;PREF=1:+1-418-262-6501',
    )
    expect(await cardsOf(text)).toEqual([
      { 'name.full': 'Simon', 'tel.kinds': 'mobile ::: work', 'tel.values': '+1-418-262-6501 ::: +1-418-656-9254;ext=102' },
    ])
  })

  test('the same in whatever pieces the file arrives', async () => {
    const text = card('3.0', 'FN:กิตติพงศ์', 'NOTE:a', ' b', 'TEL:1') + card('2.1', 'FN;ENCODING=QUOTED-PRINTABLE:x=', 'y')
    for (const piece of [1, 2, 3, 7, 50]) expect(await cardsOf(text, piece)).toEqual(await cardsOf(text))
  })

  test('pictures are left out and counted, as are a birthday without a year and a second address', async () => {
    const picture = `PHOTO;ENCODING=b:${'QUJD'.repeat(400)}\r\n ${'QUJD'.repeat(20_000)}`
    const text = card('3.0', 'FN:A', picture, 'BDAY:--0203', 'ADR;TYPE=home:;;1 Home St;;;;', 'ADR;TYPE=work,pref:;;2 Work St;;;;')
    const [batch] = await collect(readCards(sourceOf(text), { encoding: 'utf-8' }))
    expect(batch?.leftOut).toEqual({ media: 1, partialBirthday: 1, address: 1 })
    expect(batch?.rows[0]?.cells[cardColumns.indexOf('adr.street')]).toBe('2 Work St')
  })

  test('a card inside a card is no card of its own, and one that breaks off is said to', async () => {
    const agent = card('2.1', 'FN:Boss', 'AGENT:', 'BEGIN:VCARD', 'FN:Assistant', 'END:VCARD', 'TEL:1')
    expect(await cardsOf(agent)).toEqual([{ 'name.full': 'Boss', 'tel.kinds': 'other', 'tel.values': '1' }])
    const [batch] = await collect(readCards(sourceOf('BEGIN:VCARD\nVERSION:3.0\nFN:Ann\nTEL:12'), { encoding: 'utf-8' }))
    expect(batch?.rows).toMatchObject([{ problem: 'cutShort', line: 1 }])
  })
})

describe.skipIf(!hasData)(withData('cards as phones and mail programs write them'), () => {
  const folders = ['vcard', 'contacts', 'ics'].flatMap((folder) =>
    hasData
      ? readdirSync(new URL(`../../../shared/data/${folder}/`, import.meta.url))
          .filter((name) => name.endsWith('.vcf'))
          .map((name) => `${folder}/${name}`)
      : [],
  )

  test.each(folders)('%s gives a name or an address for each card', async (path) => {
    const bytes = dataBytes(path)
    const look = await sketch(bytes)
    expect(look.format).toEqual({ kind: 'cards', encoding: 'utf-8' })
    const begins = new TextDecoder().decode(bytes).match(/^BEGIN:VCARD/gim)?.length
    expect(look.sample).toHaveLength(begins ?? 0)
    for (const cells of look.sample) expect(cells.slice(0, 6).join('') + (cells[12] ?? '')).not.toBe('')
    expect(look.sample.flat().join('')).not.toMatch(/=[0-9A-F]{2}=|\uFFFD/)
  })

  test('a phone with Thai, Chinese, Korean and Spanish names gives contacts with their numbers', async () => {
    const { drafts, refused } = await planned(dataBytes('contacts/android_v21_quoted_printable.vcf'), { purpose: 'contacts' })
    expect(refused).toEqual([])
    expect(ofEntity(drafts, 'contact').map(({ fields, items }) => [fields['name'], items['phones']?.[0]?.fields['value']])).toEqual([
      [{ family: 'ศรีสุวรรณ', given: 'กิตติพงศ์' }, '+66812345678'],
      [{ family: '陳', given: '美玲' }, '+886912345678'],
      [{ family: '王', given: '伟' }, '+8613800138000'],
      [{ family: '김', given: '지훈' }, '+821012345678'],
      [{ family: 'Núñez, Jr.', given: 'José' }, '+34600000000'],
    ])
  })

  test('an iPhone’s card keeps its company, title, kinds of phone and birthday', async () => {
    const { drafts } = await planned(dataBytes('vcard/John_Doe_IPHONE.vcf'), {
      purpose: 'contacts',
      context: { country: 'US' },
      change: (mapping) => ({ ...mapping, badValue: 'leaveOut' }),
    })
    expect(ofEntity(drafts, 'company')[0]?.fields).toMatchObject({ name: 'IBM', website: 'http://www.ibm.com' })
    expect(ofEntity(drafts, 'contact')[0]).toMatchObject({
      fields: {
        name: { family: 'Doe', given: 'John', middle: 'Richter James', prefix: 'Mr.', suffix: 'Sr.' },
        jobTitle: 'Money Counter',
        birthDate: '2012-06-06',
      },
      parents: { companyId: { entity: 'company', field: 'name', value: 'IBM' } },
    })
  })
})
