import { beforeAll, describe, expect, test } from 'vitest'
import type { Engine } from '../../src/engine/api.ts'
import { createProfile, startedIn } from './profile.ts'
import { valueOf } from './wanted.ts'

let engine: Engine

beforeAll(async () => {
  const profile = createProfile()
  engine = (await startedIn(profile)).engine
  const make = async (entity: string, values: object) => {
    valueOf(await engine.create({ id: profile.makeId(entity), values: { ...values } }))
    profile.advance(1_000)
  }
  await make('contact', { name: { family: 'ศรีสุวรรณ', given: 'สมชาย' }, phones: [{ id: 'p1', order: 'a', value: '081-234-5678' }] })
  await make('contact', { name: { family: 'Srisuwan', given: 'Somchai' } })
  await make('contact', { name: { family: '王', given: '小明' } })
  await make('contact', { name: { family: '김', given: '지훈' } })
  await make('contact', { name: { family: 'Lee', given: 'Ann' } })
  await make('company', { name: 'Siam Foods Co., Ltd.', phones: [{ id: 'p1', order: 'a', value: '02-123-4567' }] })
  await make('company', { name: '宏達食品股份有限公司' })
})
const titles = async (line: string, phones: readonly string[] = []) => (await engine.recognise(line, phones)).map(({ title }) => title)

describe('S53 a line names who is in the book', () => {
  test.each([
    ['Call Somchai Srisuwan about the quote', 'Somchai Srisuwan'],
    ['call somchai', 'Somchai Srisuwan'],
    ['โทรหาสมชาย ศรีสุวรรณ พรุ่งนี้', 'สมชาย ศรีสุวรรณ'],
    ['明天打给王小明谈报价', '王小明'],
    ['내일 김지훈 님께 전화', '김지훈'],
    ['Visit Siam Foods on Friday', 'Siam Foods Co., Ltd.'],
    ['拜訪宏達食品', '宏達食品股份有限公司'],
  ])('%s', async (line, who) => expect((await titles(line))[0]).toBe(who))

  test('but not in the midst of another word', async () => expect(await titles('Plan the annual dinner')).toEqual([]))

  test('and a number names whose it is, in whichever spelling', async () => {
    expect(await titles('', ['+66 81 234 5678'])).toEqual(['สมชาย ศรีสุวรรณ'])
    expect(await titles('', ['0812345678'])).toEqual(['สมชาย ศรีสุวรรณ'])
    expect(await titles('', ['02 123 4567'])).toEqual(['Siam Foods Co., Ltd.'])
    expect(await titles('', ['099'])).toEqual([])
  })
})
