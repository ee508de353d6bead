import { describe, expect, test } from 'vitest'
import { personNameOf, splitName } from '../../src/files/names.ts'

describe('a whole name is taken apart as its writing suggests', () => {
  test.each([
    ['김지훈', { family: '김', given: '지훈' }],
    ['남궁민수', { family: '남궁', given: '민수' }],
    ['王伟', { family: '王', given: '伟' }],
    ['歐陽娜娜', { family: '歐陽', given: '娜娜' }],
    ['지훈 김', { family: '김', given: '지훈' }],
    ['กิตติพงศ์ ศรีสุวรรณ', { family: 'ศรีสุวรรณ', given: 'กิตติพงศ์' }],
    ['Ann Lee', { family: 'Lee', given: 'Ann' }],
    ['Doe, John', { family: 'Doe', given: 'John' }],
    ['Dr. Ludwig van Beethoven', { family: 'van Beethoven', given: 'Ludwig', prefix: 'Dr.' }],
    ['John Q. Public Jr.', { family: 'Public', given: 'John Q.', suffix: 'Jr.' }],
    ['John Public, Jr.', { family: 'Public', given: 'John', suffix: 'Jr.' }],
    ['Madonna', { family: '', given: 'Madonna' }],
    ['  Ann   Lee ', { family: 'Lee', given: 'Ann' }],
  ])('%s', (full, name) => expect(splitName(full)).toEqual(name))

  test('parts that the file gives are kept as they are', () => {
    expect(personNameOf({ full: 'X Y', family: 'Núñez, Jr.', given: 'José', prefix: 'Dr.' })).toEqual({
      family: 'Núñez, Jr.',
      given: 'José',
      prefix: 'Dr.',
    })
  })
})
