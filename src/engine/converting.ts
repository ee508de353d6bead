import { idFrom, type Id } from '../core/ids.ts'
import { err, type Result } from '../core/result.ts'
import type { Values } from '../domain/check.ts'
import { idsIn } from '../domain/rules/rule.ts'
import { msOf } from '../core/clock.ts'
import { read } from '../store/read.ts'
import type { OpenBook } from './openbook.ts'
import type { Done, EditRequest, Failure } from './protocol.ts'
import { entityOrThrow, refById } from './session.ts'

/** What a lead is to become, beside a contact. */
export interface Conversion {
  readonly leadId: Id
  /** One that the book holds, `NEW` of the lead's own company name, or none. */
  readonly company: Id | null
  readonly deal: { readonly name: string } | null
}

/** Stands for a company that is still to be made. */
const NEW = 'new'
const MOST = 10_000
/** What goes over to the contact as it is; items keep their ids, so that two devices which convert apart make each once. */
const carried = ['name', 'jobTitle', 'phones', 'emails', 'socials', 'tagIds', 'ownerId'] as const

/**
 * A lead becomes a contact, and where it is wanted a company and a deal, in one commit. Their ids come from the lead's and their contents from what it
 * says, at the moment it was last changed: however many devices convert it, one of each is made. What was done with the lead is their story too.
 */
export const convertLead = async (book: OpenBook, { leadId, company, deal }: Conversion): Promise<Result<Done, Failure>> => {
  const { session, index } = book
  await index.whole()
  const ref = refById(session, leadId)
  const state = ref === null ? undefined : (await session.store.states([ref])).get(leadId)
  if (state === undefined) return err({ code: 'gone' })
  const { fields, registers } = read(entityOrThrow(session, 'lead'), state)
  if (fields['status'] === 'converted') return err({ code: 'invalid', problems: [{ path: 'status', code: 'invalid' }] })
  const derivedAt = msOf(registers.updatedAt)
  const [contactId, newCompanyId, newDealId] = await Promise.all(
    (['contact', 'company', 'deal'] as const).map((entity) => idFrom(entity, `convert/${leadId}`)),
  )
  const companyId = company === NEW ? newCompanyId : company
  const stage = deal === null ? null : firstStage(book)
  const made = (id: Id | undefined, values: Values) => (id === undefined ? [] : [{ id, values: filled(values), derivedAt }])
  const isCompanyNew = company === NEW
  const dealId = stage === null ? null : (newDealId ?? null)
  const creates = [
    ...(isCompanyNew
      ? made(newCompanyId, { name: fields['companyName'], type: 'prospect', industry: fields['industry'], ownerId: fields['ownerId'] })
      : []),
    ...made(contactId, { ...Object.fromEntries(carried.map((name) => [name, fields[name]])), companyId }),
    ...(deal === null || stage === null
      ? []
      : made(newDealId, {
          name: deal.name,
          companyId,
          primaryContactId: contactId,
          ...stage,
          amount: fields['expectedAmount'],
          tagIds: fields['tagIds'],
          ownerId: fields['ownerId'],
          stageHistory: [{ id: 'convert0', order: `a${String(derivedAt).padStart(14, '0')}`, toId: stage.stageId, at: derivedAt }],
        })),
  ]
  // What an undone conversion left in the trash comes back.
  const back = creates
    .filter(({ id }) => session.tables.bucketOf(id) !== null)
    .map(({ id }) => ({ id, changes: [{ path: 'deletedAt', value: null }] }))
  const became = { convertedContactId: contactId, convertedCompanyId: companyId, convertedDealId: dealId }
  const onLead: EditRequest = {
    id: leadId,
    changes: [
      { path: 'status', value: 'converted' },
      { path: 'convertedAt', value: Math.floor(session.now()) },
      ...Object.entries(became).flatMap(([path, value]) => (value == null ? [] : [{ path, value }])),
    ],
  }
  const writer = await book.writer()
  return writer.act({ creates, edits: [onLead, ...back, ...storyOf(book, leadId, [contactId, dealId])] })
}

/** Activities and comments about the lead are from now on about those that it became as well. */
const storyOf = ({ session, answering }: OpenBook, leadId: Id, became: readonly (Id | null | undefined)[]): readonly EditRequest[] => {
  const { queries } = answering()
  return (['activity', 'comment'] as const).flatMap((entity) =>
    queries.ids({ entity, filter: { column: 'regardingIds', op: 'anyOf', value: [leadId] } }, MOST).map((id) => {
      const rows = session.tables.rows(entity)
      const about = idsIn(rows.column('regardingIds')?.get(rows.rowOf(id)))
      const more = became.filter((one) => typeof one === 'string' && !about.includes(one))
      return { id, changes: more.map((one) => ({ path: `regardingIds/${String(one)}`, value: true })) }
    }),
  )
}

/** Where a deal begins: the first open stage of the default pipeline, else of any. */
const firstStage = ({ answering }: OpenBook): { readonly pipelineId: unknown; readonly stageId: Id } | null => {
  const isOpen = { column: 'type', op: 'is', value: 'open' } as const
  const isDefault = { column: 'pipelineId.isDefault', op: 'is', value: true } as const
  const sort = [{ column: 'order' }]
  for (const filter of [{ all: [isOpen, isDefault] }, isOpen]) {
    const [row] = answering().queries.query({ entity: 'stage', filter, sort }, { start: 0, count: 1, columns: ['pipelineId'] }).rows
    const cell = row?.['pipelineId']
    if (row !== undefined && typeof cell === 'object' && cell !== null && 'id' in cell) return { pipelineId: cell.id, stageId: row.id }
  }
  return null
}

const filled = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined))
