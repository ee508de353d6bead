import { expect, test } from 'vitest'
import { must } from '../../../src/core/result.ts'
import type { Values } from '../../../src/domain/check.ts'
import type { Engine } from '../../../src/engine/api.ts'
import { createProfile, startedIn, type Profile } from '../profile.ts'
import { valueOf } from '../wanted.ts'

const aBook = async () => {
  const profile = createProfile()
  const { engine, opened } = await startedIn(profile)
  return { profile, engine, me: opened.memberId }
}
const make = async (profile: Profile, engine: Engine, entity: string, values: Values): Promise<string> => {
  const id = profile.makeId(entity)
  valueOf(await engine.create({ id, values }))
  return id
}
const field = async (engine: Engine, id: string, name: string): Promise<unknown> => (await engine.record(id))?.fields[name]
const stagesOf = async (engine: Engine) => {
  const window = { start: 0, count: 9, columns: ['name', 'type', 'pipelineId'] }
  const { rows } = await engine.query({ entity: 'stage', sort: [{ column: 'order' }] }, window)
  const named = (type: string) => must(rows.find((row) => row['type'] === type)?.id, type)
  return { open: named('open'), won: named('won'), pipelineId: (rows[0]?.['pipelineId'] as { id: string }).id } // a reference's cell
}
const notices = async (engine: Engine, memberId: string) => {
  const window = { start: 0, count: 20, columns: ['kind', 'text', 'regardingIds'] }
  return (await engine.query({ entity: 'notification', filter: { column: 'memberId', op: 'is', value: memberId } }, window)).rows
}

test('S33 a deal that comes to another stage keeps where it came from, by any way, and the day it was won', async () => {
  const { profile, engine, me } = await aBook()
  const { open, won, pipelineId } = await stagesOf(engine)
  const id = await make(profile, engine, 'deal', { name: 'Roaster', pipelineId, stageId: open })
  profile.advance(60_000)
  const moved = valueOf(await engine.edit([{ id, changes: [{ path: 'stageId', value: won }] }]))
  expect(await field(engine, id, 'stageHistory')).toMatchObject([
    { toId: open, byId: me },
    { fromId: open, toId: won, byId: me },
  ])
  expect(await field(engine, id, 'closedAt')).toEqual(expect.any(Number))

  valueOf(must(await engine.undo(moved.step ?? undefined), 'a step'))
  expect([await field(engine, id, 'stageId'), await field(engine, id, 'closedAt')]).toEqual([open, null])
  expect(await field(engine, id, 'stageHistory')).toHaveLength(1)
})

test('S33 an edit of anything else moves no stage', async () => {
  const { profile, engine } = await aBook()
  const { open, pipelineId } = await stagesOf(engine)
  const id = await make(profile, engine, 'deal', { name: 'Roaster', pipelineId, stageId: open })
  valueOf(await engine.edit([{ id, changes: [{ path: 'name', value: 'Grinder' }] }]))
  expect(await field(engine, id, 'stageHistory')).toHaveLength(1)
})

test('S13 what is done without an hour took place when it was done, and the first talk with a lead answers it', async () => {
  const { profile, engine } = await aBook()
  const lead = await make(profile, engine, 'lead', { name: { family: 'Lee', given: 'Ann' }, status: 'new' })
  const call = await make(profile, engine, 'activity', { kind: 'call', subject: 'Call', status: 'planned', regardingIds: [lead] })
  expect(await field(engine, lead, 'firstResponseAt')).toBeNull()
  valueOf(await engine.edit([{ id: call, changes: [{ path: 'status', value: 'done' }] }]))
  expect(await field(engine, call, 'startAt')).toEqual(expect.any(Number))
  expect(await field(engine, lead, 'firstResponseAt')).toEqual(expect.any(Number))
  expect(await field(engine, lead, 'status')).toBe('working')
})

test('U16 whoever is named in a comment is told once, and nobody tells themselves', async () => {
  const { profile, engine, me } = await aBook()
  const bea = await make(profile, engine, 'member', { name: 'Bea', role: 'rep' })
  const company = await make(profile, engine, 'company', { name: 'Lotus' })
  const body = 'Bea, they want two more'
  await make(profile, engine, 'comment', { body, authorId: me, regardingIds: [company], mentionIds: [bea, me] })
  expect(await notices(engine, bea)).toMatchObject([{ kind: 'mention', text: body }])
  expect(await notices(engine, me)).toEqual([])
})

test('U16 those who spoke in a thread hear of its next word', async () => {
  const { profile, engine, me } = await aBook()
  const bea = await make(profile, engine, 'member', { name: 'Bea', role: 'rep' })
  const company = await make(profile, engine, 'company', { name: 'Lotus' })
  const first = await make(profile, engine, 'comment', { body: 'Who visits?', authorId: bea, regardingIds: [company] })
  await make(profile, engine, 'comment', { body: 'I do', authorId: me, regardingIds: [company], replyToId: first })
  expect(await notices(engine, bea)).toMatchObject([{ kind: 'comment', text: 'I do' }])
})

test('U18 whoever follows a record hears of a change once, however many fields it had; one’s own change is no news', async () => {
  const { profile, engine, me } = await aBook()
  const bea = await make(profile, engine, 'member', { name: 'Bea', role: 'rep' })
  const company = await make(profile, engine, 'company', { name: 'Lotus' })
  for (const memberId of [bea, me]) await make(profile, engine, 'follow', { memberId, regardingIds: [company] })
  valueOf(
    await engine.edit([
      {
        id: company,
        changes: [
          { path: 'industry', value: 'Tea' },
          { path: 'rating', value: 'hot' },
        ],
      },
    ]),
  )
  const [one, ...more] = await notices(engine, bea)
  expect(String(one?.['text']).split(',').toSorted()).toEqual(['industry', 'rating'])
  expect(more).toEqual([])
  expect(await notices(engine, me)).toEqual([])
})

test('U17 two hundred records handed over at once are one notice', async () => {
  const { profile, engine } = await aBook()
  const bea = await make(profile, engine, 'member', { name: 'Bea', role: 'rep' })
  const ids: string[] = []
  for (let at = 0; at < 200; at += 1) ids.push(await make(profile, engine, 'company', { name: `Company ${at}` }))
  valueOf(await engine.edit(ids.map((id) => ({ id, changes: [{ path: 'ownerId', value: bea }] }))))
  expect(await notices(engine, bea)).toMatchObject([{ kind: 'assigned', text: '200' }])
})

test('U6 several records made and edited together are one step', async () => {
  const { profile, engine } = await aBook()
  const company = await make(profile, engine, 'company', { name: 'Lotus' })
  const [contact, other] = [profile.makeId('contact'), profile.makeId('company')]
  const done = valueOf(
    await engine.act({
      creates: [
        { id: contact, values: { name: { family: 'Lee', given: 'Ann' }, companyId: other } },
        { id: other, values: { name: 'Orchid' } },
      ],
      edits: [{ id: company, changes: [{ path: 'industry', value: 'Tea' }] }],
    }),
  )
  expect(await field(engine, contact, 'companyId')).toBe(other)
  valueOf(must(await engine.undo(done.step ?? undefined), 'a step'))
  expect(await field(engine, company, 'industry')).toBeNull()
  expect([await field(engine, contact, 'deletedAt'), await field(engine, other, 'deletedAt')]).toEqual([
    expect.any(Number),
    expect.any(Number),
  ])
})
