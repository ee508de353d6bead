import { activity } from './activity/activity.ts'
import { bookmark } from './bookmark/bookmark.ts'
import { comment } from './comment/comment.ts'
import { company } from './company/company.ts'
import { contact } from './contact/contact.ts'
import { customField, pickOption } from './customfield/customfield.ts'
import { deal } from './deal/deal.ts'
import type { Entity } from './entity.ts'
import { exchangeRate } from './exchangerate/exchangerate.ts'
import { feedback } from './feedback/feedback.ts'
import { follow } from './follow/follow.ts'
import { goal } from './goal/goal.ts'
import { lead } from './lead/lead.ts'
import { member } from './member/member.ts'
import { notification } from './notification/notification.ts'
import { order } from './order/order.ts'
import { pipeline, stage } from './pipeline/pipeline.ts'
import { playbook } from './playbook/playbook.ts'
import { product } from './product/product.ts'
import { relation } from './relation/relation.ts'
import { savedView } from './savedview/savedview.ts'
import { tag } from './tag/tag.ts'
import { team } from './team/team.ts'
import { workspace } from './workspace/workspace.ts'

/** Everything that Satchel knows by name. */
export const entities = {
  company,
  contact,
  lead,
  pipeline,
  stage,
  deal,
  relation,
  activity,
  product,
  order,
  member,
  tag,
  comment,
  notification,
  follow,
  bookmark,
  savedView,
  feedback,
  exchangeRate,
  goal,
  customField,
  pickOption,
  playbook,
  team,
  workspace,
} as const
export type EntityName = keyof typeof entities
export type EntityByName<N extends EntityName> = (typeof entities)[N]

const byName: ReadonlyMap<string, Entity> = new Map<string, Entity>(Object.entries(entities))

/** Null for an entity that only a newer app knows. */
export const entityNamed = (name: string): Entity | null => byName.get(name) ?? null
