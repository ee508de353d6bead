import { newId, type Id } from '../../src/core/ids.ts'
import { intBelow, pickFrom, randomFrom, type Random } from '../../src/core/random.ts'
import { entities } from '../../src/domain/entities.ts'
import type { Entity } from '../../src/domain/entity.ts'
import type { RowChange } from '../../src/tables/column.ts'
import { createTables, type Tables } from '../../src/tables/tables.ts'

export const everyEntity: readonly Entity[] = Object.values(entities) // each is an Entity of narrower fields

export const someTables = (baseCurrency = 'THB'): Tables => createTables({ entities: everyEntity, baseCurrency })

const start = Date.UTC(2026, 0, 1)
/** The same number is always the same id. */
export const idOf = (entity: string, number: number): Id => newId(entity, start + number, randomFrom(number + 1))

type Held = Readonly<Record<string, unknown>>
/** A record as a commit leaves it. */
export const put = (id: Id, record: Held, bucket = 7, spaceId = 'team'): RowChange => ({
  entity: id.slice(0, id.indexOf('_')),
  id,
  spaceId,
  bucket,
  record,
})
export const gone = (id: Id): RowChange => ({ ...put(id, {}), record: null })

export const thb = (baht: number): { amount: number; currency: string } => ({ amount: baht * 100, currency: 'THB' })

/** An order that is worth `baht`: one line at that price. */
export const anOrder = (held: Held & { baht?: number } = {}): Held => ({
  number: 'A-1',
  companyId: null,
  contactId: null,
  status: 'confirmed',
  orderedAt: start,
  currency: 'THB',
  exchangeRate: null,
  discount: null,
  lines: [
    { id: 'l1', order: 'a0', name: 'Tea', qty: 1, unitPrice: { digits: (held.baht ?? 100) * 100, scale: 2, currency: 'THB' }, taxRate: 7 },
  ],
  ...held,
})

const scripts = [
  { families: ['Müller', 'Smith', 'García', "O'Brien"], givens: ['Ana', 'John', 'Zoë', 'Pär'], more: 'abcdefghij', word: 'street' },
  { families: ['陈', '李', '欧阳', '王'], givens: ['美玲', '伟', '晓明', '建国'], more: '春夏秋冬东南西北金木', word: '路' },
  { families: ['김', '이', '박', '최'], givens: ['민수', '서연', '지훈', '하은'], more: '가나다라마바사아자차', word: '로' },
  { families: ['สุขใจ', 'ทองคำ', 'รักษ์ไทย'], givens: ['สมชาย', 'มาลี', 'วิชัย'], more: 'กขคงจฉชซญด', word: 'ถนน' },
  { families: ['佐藤', '鈴木', 'タナカ'], givens: ['太郎', 'はなこ', '健'], more: 'あいうえおかきくけこ', word: '通り' },
] as const

/** A hundred thousand of these are about as many different people. */
export const someContact = (random: Random, number: number, companies: number): Held => {
  const { families, givens, more, word } = pickFrom(random, scripts)
  const tail = more.charAt(intBelow(random, 10)) + more.charAt(intBelow(random, 10))
  return {
    name: { family: pickFrom(random, families) + more.charAt(intBelow(random, 10)), given: pickFrom(random, givens) + tail },
    code: `C${number}`,
    companyId: idOf('company', intBelow(random, companies)),
    jobTitle: `${word} ${intBelow(random, 300)}`,
    phones: [{ id: 'p1', order: 'a0', value: `+668${10_000_000 + number}`, kind: 'mobile', primary: true }],
    emails: [{ id: 'e1', order: 'a0', value: `person${number}@example.com`, kind: 'work', primary: null }],
    preferredChannel: pickFrom(random, ['phone', 'email', 'line', null]),
    address: {
      country: 'TH',
      locality: `${word}${intBelow(random, 500)}`,
      line1: `${intBelow(random, 999)} ${word}`,
      postal: String(10_000 + intBelow(random, 900)),
    },
    interests: number % 5 === 0 ? [`${word}${intBelow(random, 20)}`] : [],
    ownerId: idOf('member', intBelow(random, 8)),
    deletedAt: null,
    createdAt: start + number * 1_000,
    updatedAt: start + number * 1_000 + intBelow(random, 1e9),
  }
}
