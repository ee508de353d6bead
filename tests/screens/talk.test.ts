import { describe, expect, test } from 'vitest'
import { isQuiet, minutesOf, timeText } from '../../src/screens/inbox/quiet.ts'
import { mentionAt, mentionsIn, stretchesOf, withMention } from '../../src/screens/talk/mentions.ts'
import { saidOf, threadsOf } from '../../src/screens/talk/talk.ts'

const team = [
  { id: 'bea', name: 'Bea' },
  { id: 'beatrix', name: 'Beatrix Lee' },
  { id: 'somchai', name: 'สมชาย ศรีสุวรรณ' },
]

describe('U16 a name behind an @', () => {
  test('is looked for while it is written, and an address of mail is none', () => {
    expect(mentionAt('Ask @Be', 7)).toEqual({ from: 4, query: 'Be' })
    expect(mentionAt('@', 1)).toEqual({ from: 0, query: '' })
    expect(mentionAt('ann@lotus', 9)).toBeNull()
    expect(mentionAt('Ask @Bea\nand go on', 18)).toBeNull()
    expect(mentionAt('ถาม @สม', 7)).toEqual({ from: 4, query: 'สม' })
  })

  test('is put in whole, and one writes on behind it', () => {
    expect(withMention('Ask @Be about it', 4, 7, 'Bea')).toEqual({ text: 'Ask @Bea about it', caret: 9 })
  })

  test('names those whose names stand in what is said, and no more', () => {
    expect(mentionsIn('@สมชาย ศรีสุวรรณ and @Bea, please', team)).toEqual(['bea', 'somchai'])
    expect(mentionsIn('Bea, please', team)).toEqual([])
  })

  test('is told from the words around it, the longer name first', () => {
    const names = team.map(({ name }) => name)
    expect(stretchesOf('Ask @Beatrix Lee!', names)).toEqual([
      { text: 'Ask ', isName: false },
      { text: '@Beatrix Lee', isName: true },
      { text: '!', isName: false },
    ])
    expect(stretchesOf('nobody@home', names)).toEqual([{ text: 'nobody@home', isName: false }])
  })
})

test('U16 answers stand beneath what they answer; one whose first word is gone stands by itself', () => {
  const said = (id: string, replyTo?: string) =>
    saidOf({
      id,
      body: id,
      authorId: { id: 'bea', title: 'Bea' },
      reactions: ['👍 bea', '👍 dao'],
      createdAt: 1,
      ...(replyTo && { replyToId: { id: replyTo, title: '' } }),
    })
  const threads = threadsOf([said('first'), said('answer', 'first'), said('orphan', 'gone')])
  expect(threads.map(({ first, answers }) => [first.id, answers.map(({ id }) => id)])).toEqual([
    ['first', ['answer']],
    ['orphan', []],
  ])
  expect(threads[0]?.first.reactions.get('👍')).toEqual(['bea', 'dao'])
})

test('U17 quiet hours are those of the workspace’s clock, over midnight too', () => {
  const at = (hour: number) => Date.UTC(2026, 0, 5, hour - 7)
  const night = { from: 22 * 60, to: 7 * 60 }
  expect([21, 22, 23, 3, 6, 7].map((hour) => isQuiet(night, at(hour), 'Asia/Bangkok'))).toEqual([false, true, true, true, true, false])
  expect([11, 12, 13].map((hour) => isQuiet({ from: 12 * 60, to: 13 * 60 }, at(hour), 'Asia/Bangkok'))).toEqual([false, true, false])
  expect(isQuiet({ from: null, to: 420 }, at(3), 'Asia/Bangkok')).toBe(false)
  expect([timeText(1_350), minutesOf('22:30'), timeText(null), minutesOf('')]).toEqual(['22:30', 1_350, '', null])
})
