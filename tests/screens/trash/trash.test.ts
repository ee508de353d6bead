import { describe, expect, test } from 'vitest'
import { idsChosen, shownKind } from '../../../src/screens/trash/trash.ts'

describe('the trash', () => {
  const counts = [
    { entity: 'company', count: 0 },
    { entity: 'contact', count: 3 },
    { entity: 'deal', count: 1 },
  ] as const

  test('opens at the first kind that has something in it', () => {
    expect(shownKind(counts, null)).toBe('contact')
    expect(shownKind(counts, 'deal')).toBe('deal')
    expect(shownKind([], null)).toBeNull()
  })

  test('goes on to the next kind when the last of one was restored', () => {
    expect(shownKind(counts, 'company')).toBe('contact')
  })

  test('restores all but the ones taken out of the choice', async () => {
    const all = () => Promise.resolve(['a', 'b', 'c'])
    expect(await idsChosen({ kind: 'some', ids: new Set(['b']) }, all)).toEqual(['b'])
    expect(await idsChosen({ kind: 'all', except: new Set(['b']) }, all)).toEqual(['a', 'c'])
  })
})
