import { describe, expect, test } from 'vitest'
import { claimsIn, losersOf, ownerOf } from '../../src/domain/activity/claims.ts'
import { colleaguesOf, teamsOf } from '../../src/domain/team/myteam.ts'

const node = (id: string, leaderId: string | null = null, parentId: string | null = null) => ({ id, leaderId, parentId })
const of = (id: string, ...teamIds: readonly string[]) => ({ id, teamIds })

describe('U4 my team', () => {
  const members = [of('ann', 'north'), of('bo', 'north', 'south'), of('cat', 'south'), of('dan', 'east'), of('eve')]
  const teams = [node('sales', 'eve'), node('north', null, 'sales'), node('south', null, 'sales'), node('east')]

  test('is whoever shares a team with me; of a leader, everybody in the parts of what they lead', () => {
    expect([...colleaguesOf('ann', members, teams)].toSorted()).toEqual(['ann', 'bo'])
    expect([...colleaguesOf('bo', members, teams)].toSorted()).toEqual(['ann', 'bo', 'cat'])
    expect([...colleaguesOf('eve', members, teams)].toSorted()).toEqual(['ann', 'bo', 'cat', 'eve'])
    expect([...teamsOf('eve', members, teams)].toSorted()).toEqual(['north', 'sales', 'south'])
  })

  test('is I alone where I am in none, or in one that is gone', () => {
    expect([...colleaguesOf('zoe', members, teams)]).toEqual(['zoe'])
    expect([...colleaguesOf('dan', members, teams.slice(0, 3))]).toEqual(['dan'])
  })

  test('ends, though two devices made each of two teams a part of the other', () => {
    expect([...teamsOf('eve', [], [node('a', 'eve', 'b'), node('b', null, 'a')])].toSorted()).toEqual(['a', 'b'])
  })
})

describe('S39 work that several people claim', () => {
  const claim = (memberId: string | null, at: number) => ({ memberId, at })

  test('is the earliest one’s, and of two in the same moment the smaller id’s, in whatever order they come', () => {
    expect(ownerOf([])).toBe(null)
    expect(ownerOf([claim('bo', 2), claim('ann', 1)])).toBe('ann')
    expect(ownerOf([claim('bo', 1), claim('ann', 1)])).toBe('ann')
    expect(losersOf([claim('bo', 2), claim('ann', 1), claim('ann', 3)])).toEqual(['bo'])
  })

  test('starts over when it is given back', () => {
    const claims = [claim('ann', 1), claim(null, 5), claim('cat', 5), claim('bo', 6)]
    expect(ownerOf(claims)).toBe('cat')
    expect(losersOf(claims)).toEqual(['bo'])
    expect(ownerOf([claim('ann', 1), claim(null, 5)])).toBe(null)
  })

  test('is read from columns, a release among them', () => {
    expect(claimsIn(['ann', null], [1, 2])).toEqual([claim('ann', 1), claim(null, 2)])
    expect(claimsIn(null, null)).toEqual([])
  })
})
