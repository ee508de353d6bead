import { describe, expect, test } from 'vitest'
import { TEAM } from '../team.ts'
import { eventually } from './crew.ts'
import { areSettled } from './desk.ts'
import { aRefused, refuse } from './refusing.ts'

describe('a subscription that is answered', () => {
  const ofTeam = { of: (frame: { readonly type: string }) => 'space' in frame && frame.space === TEAM }

  test('403 stands still and says so, and the other spaces go on', async () => {
    const { middle, one } = await aRefused()
    refuse(middle, 'sub', { status: 403, ...ofTeam })
    middle.cutAll()
    await one.shows({ kind: 'stopped', why: 'forbidden' })
    one.write('kept')
    one.settings.edit('a stage')
    one.flush()
    await eventually(() => expect(one.settings.texts()).toEqual(['a stage']))
    expect(one.team.pendings()).toEqual([])
  })

  test.each([
    [429, 6_000, 6_000],
    [507, 0, 1_000],
    [404, 0, 1_000],
  ])('%i with %i ms asks again after %i ms on the same socket', async (status, retryAfter, wait) => {
    const { middle, one, two, waits } = await aRefused()
    const asked = refuse(middle, 'sub', { status, retryAfter, ...ofTeam })
    middle.cutAll()
    await eventually(() => expect(asked).toHaveLength(2))
    expect(waits).toContain(wait)
    two.write('seen')
    await eventually(() => expect(one.team.texts()).toEqual(['seen']))
    await areSettled(one, two)
    expect(middle.connections()).toBe(2)
  })

  test('409 goes back as far as the relay says, takes all again from there, and sends again what it kept', async () => {
    const { middle, one, two } = await aRefused()
    for (const text of ['a', 'b', 'c']) {
      two.write(text)
      two.flush()
      await eventually(() => expect(one.team.texts()).toContain(text))
    }
    const asked = refuse(middle, 'sub', { status: 409, seq: 1, ...ofTeam })
    middle.cutAll()
    await eventually(() => expect(asked).toHaveLength(2))
    await areSettled(one, two)
    expect(asked).toMatchObject([{ cursor: { seq: 3 } }, { cursor: { seq: 1 } }])
    expect(one.team.texts()).toEqual(['a', 'b', 'c'])
    expect(two.team.texts()).toEqual(['a', 'b', 'c'])
  })

  test('409 of a hash in the middle of the log steps back ever further, to its beginning', async () => {
    const { middle, one, two } = await aRefused()
    for (let at = 1; at <= 8; at += 1) {
      two.write(`edit ${at}`)
      two.flush()
      await eventually(() => expect(one.team.texts()).toHaveLength(at))
    }
    const asked = refuse(middle, 'sub', { status: 409, seq: 8, times: 3, ...ofTeam })
    middle.cutAll()
    await eventually(() => expect(asked).toHaveLength(4))
    expect(asked.map((frame) => frame.type === 'sub' && frame.cursor.seq)).toEqual([8, 7, 5, 1])
    await areSettled(one, two)
    expect(one.team.texts()).toEqual(two.team.texts())
  })

  test('409 where nothing is held yet, which makes no sense, is asked anew on another socket', async () => {
    const { middle, one, two } = await aRefused()
    refuse(middle, 'sub', { status: 409, ...ofTeam })
    middle.cutAll()
    await eventually(() => expect(middle.connections()).toBe(3))
    two.write('seen')
    await areSettled(one, two)
    expect(one.team.texts()).toEqual(['seen'])
  })
})
