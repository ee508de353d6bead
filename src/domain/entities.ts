import { activity } from './activity/activity.ts'
import { company } from './company/company.ts'
import { contact } from './contact/contact.ts'
import { deal } from './deal/deal.ts'
import type { Entity } from './entity.ts'
import { member } from './member/member.ts'
import { order } from './order/order.ts'
import { pipeline, stage } from './pipeline/pipeline.ts'
import { product } from './product/product.ts'
import { savedView } from './savedview/savedview.ts'
import { workspace } from './workspace/workspace.ts'

/** Everything that Satchel knows by name. */
export const entities = { company, contact, pipeline, stage, deal, activity, product, order, savedView, member, workspace } as const
export type EntityName = keyof typeof entities
export type EntityByName<N extends EntityName> = (typeof entities)[N]

/** What a person lists and looks for by name, in the order that navigation and a mixed result show it. */
export const named = ['company', 'contact', 'deal', 'order', 'product'] as const satisfies readonly EntityName[]
export type NamedEntity = (typeof named)[number]

const byName: ReadonlyMap<string, Entity> = new Map<string, Entity>(Object.entries(entities))

/** Null for an entity that only a newer app knows. */
export const entityNamed = (name: string): Entity | null => byName.get(name) ?? null
