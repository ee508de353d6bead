import { newId } from '../core/ids.ts'
import { nBetween } from '../core/order.ts'
import type { Member } from '../domain/member/member.ts'
import { defaultStages } from '../domain/pipeline/defaults.ts'
import { databaseName, openDatabase } from '../store/database.ts'
import { generateKeys } from '../store/keyring.ts'
import type { HeldWorkspace, Registry } from '../store/registry.ts'
import { signGenesis, workspaceIdOf } from '../sync/genesis.ts'
import type { Load } from './loader.ts'
import type { NewWorkspace } from './protocol.ts'
import type { EnginePlatform } from './workspace.ts'

/** Device keys, spaces and a signed genesis: everything of a workspace but its records. */
export const foundWorkspace = async (
  platform: EnginePlatform,
  registry: Registry,
  isSample: boolean,
  baseCurrency: string,
): Promise<HeldWorkspace> => {
  const { crypto, now, random } = platform
  const makeId = (entity: string) => newId(entity, now(), random)
  const spaces = { settings: makeId('space'), team: makeId('space'), private: makeId('space') }
  const memberId = makeId('member')
  const { rows, device } = await generateKeys(crypto, Object.values(spaces))
  const genesis = await signGenesis(crypto, { memberId, spaces, at: now() }, device)
  const id = await workspaceIdOf(crypto, genesis)
  const database = openDatabase(databaseName(id), platform)
  await database.open()
  await database.keys.bulkPut([...rows])
  await database.meta.put({ key: 'genesis', value: genesis })
  database.close()
  const held: HeldWorkspace = { id, isSample: isSample ? 1 : 0, openedAt: now(), memberId, baseCurrency, spaces }
  await registry.put(held)
  return held
}

/** The records that every workspace begins with: itself, its first member with the device in hand, one pipeline. */
export const firstRecords = (
  wanted: NewWorkspace,
  memberId: string,
  makeId: (entity: string) => string,
  devices: Member['devices'] = [],
): readonly Load[] => {
  const { name, locale, country, timeZone, baseCurrency, weekStart } = wanted
  const pipelineId = makeId('pipeline')
  const places = nBetween(null, null, defaultStages.length)
  return [
    { entity: 'workspace', id: makeId('workspace'), fields: { name, locale, country, timeZone, baseCurrency, weekStart } },
    { entity: 'member', id: memberId, fields: { name: wanted.memberName, role: 'owner', locale, devices } },
    { entity: 'pipeline', id: pipelineId, fields: { name: wanted.pipelineName, isDefault: true } },
    ...defaultStages.map(({ key, type, probability, rottenDays }, i) => ({
      entity: 'stage',
      id: makeId('stage'),
      fields: { name: wanted.stageNames[key] ?? key, pipelineId, order: places[i], type, probability, rottenDays },
    })),
  ]
}
