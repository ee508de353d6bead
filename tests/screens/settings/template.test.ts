import { describe, expect, test } from 'vitest'
import { idFrom, newId } from '../../../src/core/ids.ts'
import { randomFrom } from '../../../src/core/random.ts'
import { optionSource } from '../../../src/domain/customfield/customfield.ts'
import { readTemplate, templateRecord, templateText, templateWrites } from '../../../src/screens/customfields/template.ts'
import { must } from '../../../src/core/result.ts'

const random = randomFrom(7)
const id = (entity: string) => newId(entity, 1_000, random)
const [field, option, pipeline, stage] = ['customField', 'pickOption', 'pipeline', 'stage'].map(id) as [string, string, string, string] // four of them
const text = templateText([
  templateRecord(field, {
    name: 'Grade',
    object: 'deal',
    type: 'formula',
    formula: `{${field}} * 2`,
    order: 'a0',
    ownerId: 'member_1',
    deletedAt: null,
  }),
  templateRecord(option, { name: 'Gold', listId: field, order: 'a0' }),
  templateRecord(pipeline, { name: 'Sales', isDefault: true }),
  templateRecord(stage, {
    name: 'First',
    pipelineId: pipeline,
    order: 'a0',
    type: 'open',
    probability: 10,
    requiredFields: [field, 'amount'],
  }),
])

describe('S109 a template', () => {
  test('is taken over with ids of its own, which lead to one another as they did', async () => {
    const template = must(readTemplate(text), 'a template')
    const { creates } = await templateWrites(template, () => Promise.resolve(false))
    const made: readonly Readonly<Record<string, unknown>>[] = creates.map((one) => ({ ...one.values, id: one.id }))
    const [grade, gold, sales, first] = made
    expect(creates.map((one) => one.id)).not.toContain(field)
    expect(grade).toEqual({
      id: grade?.['id'],
      name: 'Grade',
      object: 'deal',
      type: 'formula',
      formula: `{${String(grade?.['id'])}} * 2`,
      order: 'a0',
    })
    expect(gold?.['listId']).toBe(grade?.['id'])
    expect([sales?.['isDefault'], first?.['pipelineId'], first?.['requiredFields']]).toEqual([
      undefined,
      sales?.['id'],
      [grade?.['id'], 'amount'],
    ])
    const again = await templateWrites(template, () => Promise.resolve(false))
    expect(again).toEqual({ creates, edits: [] })
  })

  test('brings nothing that is there, and leaves a choice of ours the record that it is everywhere', async () => {
    const ours = await idFrom('pickOption', optionSource('company.rating', 'hot'))
    const template = must(
      readTemplate(templateText([templateRecord(ours, { name: 'Burning', listId: 'company.rating', code: 'hot', order: 'a0' })])),
      'one',
    )
    expect((await templateWrites(template, () => Promise.resolve(false))).creates.map((one) => one.id)).toEqual([ours])
    expect((await templateWrites(template, () => Promise.resolve(true))).creates).toEqual([])
  })

  test('is no other file', () => {
    for (const wrong of [
      '',
      '[]',
      '{}',
      '{"format":"satchel-template","version":2,"records":[]}',
      '{"format":"satchel-template","version":1,"records":[{"id":"deal_x"}]}',
    ])
      expect(readTemplate(wrong)).toBeNull()
  })
})
