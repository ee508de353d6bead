import { describe, expect, test } from 'vitest'
import { clockSource } from '../../src/core/clock.ts'
import { must } from '../../src/core/result.ts'
import { contact } from '../../src/domain/contact/contact.ts'
import { company } from '../../src/domain/company/company.ts'
import { derivedAuthor, derivedEdit, isDerived, isGenuine } from '../../src/store/derived.ts'
import { edit, mergeStates, readWhole } from '../../src/store/document.ts'
import { create, type Written } from '../../src/store/record.ts'
import type { State } from '../../src/store/state.ts'
import { read } from '../../src/store/read.ts'
import { isConflicting } from '../../src/store/registers.ts'

const NOON = Date.UTC(2026, 0, 5, 12)
const ID = 'contact_01jgm2q7m0f3v8t6q2w4x9y0z1'
const ann = { name: { family: 'Lee', given: 'Ann' }, phones: [{ id: 'p1', order: 'a', value: '+66812345678' }], interests: ['tea'] }
const made = async (fields: object = ann, id = ID) => {
  const written = create(contact, { ...fields }, 7, await derivedAuthor(id, contact, { ...fields }, NOON))
  return must(written.ok ? written.value : null, 'a record')
}
const bea = { writer: 9, clock: clockSource(() => NOON + 1_000) }

describe('L8 a record that every device derives', () => {
  test('is the same bytes on each, under an id that no device draws', async () => {
    const [one, other] = [await made(), await made()]
    expect(one.update).toEqual(other.update)
    expect(isDerived((await derivedAuthor(ID, contact, ann, NOON)).writer)).toBe(true)
    expect(isDerived(2 ** 32 - 1)).toBe(false)
  })

  test('keeps what one of them edits when the other makes it later', async () => {
    const { state } = await made()
    const edited = edit(contact, state, [{ path: 'jobTitle', value: 'Buyer' }], bea)
    const merged = mergeStates(must(edited.ok ? edited.value.state : null, 'an edit'), (await made()).state)
    expect(readWhole(contact, merged).fields).toMatchObject({ ...ann, jobTitle: 'Buyer' })
  })

  test('merges as two where the two differ', async () => {
    const merged = mergeStates((await made()).state, (await made({ ...ann, jobTitle: 'Buyer' })).state)
    expect(readWhole(contact, merged).fields).toMatchObject({ ...ann, jobTitle: 'Buyer' })
  })

  test('is known for genuine, and another’s contents under its id are not', async () => {
    const { update } = await made()
    expect(await isGenuine(ID, update)).toBe(true)
    expect(await isGenuine('contact_01jgm2q7m0f3v8t6q2w4x9y0z2', update)).toBe(false)
    const { writer } = await derivedAuthor(ID, contact, ann, NOON)
    const forged = create(contact, { ...ann, jobTitle: 'Thief' }, 7, { writer, clock: { next: () => NOON * 1024 } })
    expect(await isGenuine(ID, must(forged.ok ? forged.value.update : null, 'a forgery'))).toBe(false)
    const edited = edit(contact, (await made()).state, [{ path: 'jobTitle', value: 'Thief' }], { writer, clock: clockSource(() => NOON) })
    expect(await isGenuine(ID, must(edited.ok ? edited.value.update : null, 'an edit'))).toBe(false)
  })

  test('holds no notes', async () => {
    await expect(derivedAuthor(ID, company, { name: 'Lotus', description: 'Old friends' }, NOON)).rejects.toThrow()
  })
})

describe('L8 a change that every device derives', () => {
  const DUE = NOON + 60_000
  const due = async (state: State, value = 'Buyer', at = DUE): Promise<Written> => {
    const written = await derivedEdit(ID, contact, state, [{ path: 'jobTitle', value }], at)
    return must(written?.ok === true ? written.value : null, 'a change')
  }
  const setBy = (state: State, value: string, at: number): State => {
    const edited = edit(contact, state, [{ path: 'jobTitle', value }], { writer: 9, clock: clockSource(() => at) })
    return must(edited.ok ? edited.value.state : null, 'an edit')
  }
  const titleIn = (state: State) => readWhole(contact, state).fields['jobTitle']

  test('is the same bytes on each, whatever stood there, and is made once', async () => {
    const { state } = await made()
    const [one, other] = [await due(state), await due(setBy(state, 'Clerk', NOON + 1))]
    expect(one.update).toEqual(other.update)
    expect(await derivedEdit(ID, contact, one.state, [{ path: 'jobTitle', value: 'Buyer' }], DUE)).toBeNull()
    expect(titleIn(mergeStates(one.state, other.state))).toBe('Buyer')
  })

  test('stands over what was written before it was due and under what a person writes later, and starts no argument', async () => {
    const { state } = await made()
    const before = await due(setBy(state, 'Clerk', DUE - 1))
    expect(titleIn(before.state)).toBe('Buyer')
    expect(isConflicting(read(contact, before.state).registers)).toBe(false)
    expect(titleIn(setBy(before.state, 'Head buyer', DUE + 1))).toBe('Head buyer')
    // The person wrote later, on a device that does it only now.
    expect(titleIn((await due(setBy(state, 'Clerk', DUE + 1))).state)).toBe('Clerk')
  })

  test('is known for genuine, and another’s words under its id are not', async () => {
    const { state } = await made()
    const { update } = await due(state)
    expect(await isGenuine(ID, update)).toBe(true)
    expect(await isGenuine('contact_01jgm2q7m0f3v8t6q2w4x9y0z2', update)).toBe(false)
    const text = new TextDecoder('latin1').decode(update)
    const forged = Uint8Array.from(text.replace('Buyer', 'Thief'), (letter) => letter.charCodeAt(0))
    expect(await isGenuine(ID, forged)).toBe(false)
  })
})
