import { describe, expect, test } from 'vitest'
import { must } from '../../src/core/result.ts'
import { randomFrom } from '../../src/core/random.ts'
import type { Change } from '../../src/domain/change.ts'
import type { Values } from '../../src/domain/check.ts'
import { entities } from '../../src/domain/entities.ts'
import { asItWas, changesBackTo, reachOf } from '../../src/domain/past.ts'
import { historyFile, narrowed, toldLines, togetherWith } from '../../src/screens/records/page/historylines.ts'
import { aRelay } from '../sync-server/relays.ts'
import { createProfile } from './profile.ts'
import { aPhone, aPhoneAt, asBea, founded, isSynced } from './syncing/phones.ts'
import { aWorkspace, valueOf } from './wanted.ts'

const soon = { timeout: 15_000, interval: 20 }
const { fields } = entities.contact

describe('L10 a record as it was', () => {
  test.each([1, 2, 3, 4, 5])('is what it was at every moment of sixty edits, in fields, sets and lists (seed %i)', async (seed) => {
    const random = randomFrom(seed)
    const profile = createProfile(seed)
    const phone = aPhone(profile)
    valueOf(await phone.engine.startWorkspace(aWorkspace))
    const id = await phone.create('contact', { name: { family: 'Lee', given: 'Ann' } })
    const pick = <T>(all: readonly T[]): T => must(all[Math.floor(random() * all.length)], 'one of them')
    let phones: readonly string[] = []
    let made = 0
    const oneEdit = (): readonly Change[] => {
      const kind = pick(['scalar', 'scalar', 'set', 'item', 'part', 'gone'])
      const some = pick(phones.length > 0 ? phones : [''])
      if (kind === 'set') return [{ path: `interests/${pick(['tea', 'golf', 'jazz'])}`, value: random() < 0.6 }]
      if (kind === 'item' || some === '') {
        made += 1
        const item = `phone${String(made).padStart(3, '0')}`
        phones = [...phones, item]
        return [{ path: `phones/${item}`, value: { order: `a${String(made).padStart(2, '0')}`, value: '+66812345678', kind: 'work' } }]
      }
      if (kind === 'part') return [{ path: `phones/${some}/kind`, value: pick(['home', 'work', 'mobile']) }]
      if (kind === 'gone') {
        phones = phones.filter((one) => one !== some)
        return [{ path: `phones/${some}`, value: null }]
      }
      return ['jobTitle', 'department'].slice(0, 1 + Math.floor(random() * 2)).map((path) => ({ path, value: pick(['A', 'B', 'C']) }))
    }
    const record = async () => must(await phone.engine.record(id), 'the record')
    const seen: { readonly at: number; readonly values: Values }[] = []
    for (let i = 0; i < 60; i += 1) {
      profile.advance(60_000)
      valueOf(await phone.engine.edit([{ id, changes: oneEdit() }]))
      const { fields: values, updatedAt } = await record()
      seen.push({ at: updatedAt, values })
    }
    const { fields: now, history, createdAt } = await record()
    const reach = reachOf(history, createdAt, 100)
    const known = seen.filter(({ at }) => at >= reach)
    expect(known.length).toBeGreaterThan(40)
    for (const { at, values } of known) expect(asItWas(fields, now, history, at)).toEqual(values)
  })

  test('of two who did not know of each other is told as each left it', () => {
    const line = (at: number, path: string, before: unknown, after: unknown) => ({ at, path, before, after })
    // Bea, at 20, had not seen what Dao wrote at 10.
    const edits = [line(20, 'jobTitle', 'Clerk', 'Head'), line(10, 'jobTitle', 'Clerk', 'Buyer')]
    expect(changesBackTo(edits, 15)).toEqual([{ path: 'jobTitle', value: 'Buyer' }])
    expect(changesBackTo(edits, 5)).toEqual([{ path: 'jobTitle', value: 'Clerk' }])
    expect(changesBackTo(edits, 20)).toEqual([])
  })
})

test('U15 three fields changed on two devices are three lines with the right people and devices, narrowed down and put back one by one', async () => {
  const { address } = await aRelay()
  const dao = await founded(address)
  const bea = aPhoneAt(address)
  const contact = await dao.create('contact', { name: { family: 'Lee', given: 'Ann' } })
  valueOf(await bea.engine.join(asBea(valueOf(await dao.engine.invite({ kind: 'member', role: 'member' })))))
  await expect.poll(() => bea.field(contact, 'name'), soon).toBeDefined()
  await dao.set(contact, 'jobTitle', 'Buyer')
  valueOf(await bea.engine.edit([{ id: contact, changes: ['department', 'language'].map((path) => ({ path, value: '=1+1' })) }]))
  await expect.poll(() => [dao, bea].every(isSynced), soon).toBe(true)
  await expect.poll(async () => (await dao.engine.record(contact))?.history.length, soon).toBe(3)
  for (const phone of [dao, bea]) {
    const { history, titles } = must(await phone.engine.record(contact), 'the contact')
    const told = toldLines(history).map(({ path, byId, device }) => [path, titles[byId ?? ''], device])
    expect(told.toSorted()).toEqual([
      ['department', 'Bea', 'Firefox on Android'],
      ['jobTitle', aWorkspace.memberName, aWorkspace.deviceName],
      ['language', 'Bea', 'Firefox on Android'],
    ])
    const [first] = narrowed(history, { field: '', byId: '', device: 'Firefox on Android' })
    expect(togetherWith(history, must(first, 'a line'))).toHaveLength(2)
  }
  await dao.set(contact, 'department', null)
  await expect.poll(() => bea.field(contact, 'department'), soon).toBeNull()
  expect(await bea.field(contact, 'language')).toBe('=1+1')
})

test('U15 a history that is exported starts no formula in a spreadsheet', () => {
  expect(historyFile(['Field'], [['=1+1'], ['@x'], ['plain "x"']])).toBe('\uFEFF"Field"\r\n"\'=1+1"\r\n"\'@x"\r\n"plain ""x"""\r\n')
})
