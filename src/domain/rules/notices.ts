import { type Id } from '../../core/ids.ts'
import type { NoticeKind } from '../notification/notification.ts'
import { each, idsIn, isChanged, isSame, type Act, type Happening, type Known, type Rule } from './rule.ts'
import { listed } from '../named.ts'

const MOST_TEXT = 200
/** One notice names so many records and no more. */
const MOST_NAMED = 100

const notice = (known: Known, memberId: Id, kind: NoticeKind, regardingIds: readonly Id[], text: string): Act => ({
  kind: 'create',
  id: known.newId('notification'),
  values: {
    memberId,
    kind,
    regardingIds: regardingIds.slice(0, MOST_NAMED),
    byId: known.me,
    text: text.slice(0, MOST_TEXT),
    at: Math.floor(known.now),
  },
})

/** Those who follow any of these records, but for whoever does it. */
const followersOf = ({ me, naming, value }: Known, ids: readonly Id[]): readonly Id[] => {
  const members = ids.flatMap((id) => naming('follow', 'regardingIds', id)).map((id) => value(id, 'memberId'))
  return [...new Set(members)].filter((member) => typeof member === 'string' && member !== me) as readonly Id[] // texts, by the line itself
}

/** Whoever is named in a comment is told, and so are those who follow the record or spoke in the thread: each once. */
export const commentTold: Rule = {
  name: 'commentTold',
  hears: ['comment'],
  asks: [
    ['follow', ['memberId', 'regardingIds']],
    ['comment', ['authorId', 'replyToId']],
  ],
  run: each(({ before, after }, known) => {
    if (before !== null) return []
    const { me, naming, value } = known
    const about = idsIn(after['regardingIds'])
    const text = String(after['body'])
    const mentioned = idsIn(after['mentionIds']).filter((id) => id !== me)
    const thread = after['replyToId']
    const speakers =
      typeof thread === 'string' ? [thread, ...naming('comment', 'replyToId', thread)].map((id) => value(id, 'authorId')) : []
    const others = new Set([...followersOf(known, about), ...idsIn(speakers)])
    return [
      ...mentioned.map((id) => notice(known, id, 'mention', about, text)),
      ...[...others].filter((id) => id !== me && !mentioned.includes(id)).map((id) => notice(known, id, 'comment', about, text)),
    ]
  }),
}

const handOf = ({ entity }: Happening): string => (entity === 'activity' ? 'assigneeId' : 'ownerId')

/** Records and tasks in somebody else's hands: they are told, of all that came at once in one notice. */
export const assignedTold: Rule = {
  name: 'assignedTold',
  hears: ['company', 'contact', 'lead', 'deal', 'order', 'activity'],
  of: ['ownerId', 'assigneeId'],
  asks: [],
  run: (happenings, known) => {
    const handed = happenings.filter((happening) => isChanged(happening, handOf(happening)))
    const members = new Set(idsIn(handed.map((happening) => happening.after[handOf(happening)])))
    return [...members]
      .filter((member) => member !== known.me)
      .map((member) => {
        const theirs = handed.filter((happening) => happening.after[handOf(happening)] === member)
        return notice(
          known,
          member,
          'assigned',
          theirs.map(({ id }) => id),
          String(theirs.length),
        )
      })
  },
}

/** Not worth a word: what rules keep by themselves. */
const unsaid: ReadonlySet<string> = new Set(['sortKey', 'stageHistory', 'lifecycleHistory', 'closedAt', 'firstResponseAt', 'exchangeRate'])

const changedFields = ({ before, after }: Happening): readonly string[] =>
  before === null ? [] : Object.keys(after).filter((name) => !unsaid.has(name) && !isSame(before[name], after[name]))

/** Whoever follows a record hears of a change to it, and of what was done with it, once. */
export const followedTold: Rule = {
  name: 'followedTold',
  hears: listed,
  asks: [['follow', ['memberId', 'regardingIds']]],
  run: each((happening, known) => {
    const { id, entity, before, after } = happening
    if (entity === 'activity') {
      const isNews = before?.['status'] !== 'done' && after['status'] === 'done'
      const about = idsIn(after['regardingIds'])
      const watchers = idsIn(after['watcherIds']).filter((member) => member !== known.me)
      const told = isNews ? [...new Set([...followersOf(known, about), ...watchers])] : []
      return told.map((member) => notice(known, member, 'followed', about.length > 0 ? about : [id], String(after['subject'])))
    }
    const fields = changedFields(happening)
    if (fields.length === 0) return []
    const handedTo = isChanged(happening, 'ownerId') ? after['ownerId'] : null
    return followersOf(known, [id])
      .filter((member) => member !== handedTo)
      .map((member) => notice(known, member, 'followed', [id], fields.join(',')))
  }),
}
