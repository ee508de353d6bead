import type { Instant } from '../../core/day.ts'
import { openStatuses } from '../../domain/activity/activity.ts'
import { i18n } from '../../i18n/i18n.svelte.ts'
import { showAbove } from '../above.svelte.ts'
import { told } from '../act.svelte.ts'
import { book } from '../book.svelte.ts'
import { momentNow } from '../moment.ts'
import { atText } from './when.ts'
import type { Todo } from './planned.ts'

/** Marks it done, and asks what is next where nothing is planned with them; false where it could not be saved, as it was told. */
export const complete = async ({ id, subject, kind }: Pick<Todo, 'id' | 'subject' | 'kind'>): Promise<boolean> => {
  const { client } = book()
  const changes = [{ path: 'status', value: 'done' }]
  const done = await told(client.call('edit', [{ id, changes }]), () => i18n.t('work.completed', { name: subject }))
  if (done.ok) void askNext(id, kind)
  return done.ok
}

/** What is planned with them already needs no question. */
const askNext = async (id: string, kind: string): Promise<void> => {
  const { client } = book()
  const record = await client.call('record', id)
  const about = Array.isArray(record?.fields['regardingIds']) ? record.fields['regardingIds'].filter((one) => typeof one === 'string') : []
  const [first] = about
  if (record === null || first === undefined) return
  const open = await client.call(
    'query',
    {
      entity: 'activity',
      filter: {
        all: [
          { column: 'status', op: 'anyOf', value: [...openStatuses] },
          { column: 'regardingIds', op: 'anyOf', value: about },
        ],
      },
    },
    { start: 0, count: 0 },
  )
  if (open.total > 0) return
  showAbove(() => i18n.speaking(import('./NextSheet.svelte'), 'work', 'pages'), { about, name: record.titles[first] ?? '', kind })
}

/** Puts it off. */
export const snooze = async ({ id, subject, timed }: Todo, to: Instant): Promise<void> => {
  const when = atText(to, momentNow(), false)
  await told(book().client.call('edit', [{ id, changes: [{ path: timed, value: to }] }]), () =>
    i18n.t('work.snoozed', { name: subject, when }),
  )
}

/** Takes what waits in a team's queue. */
export const take = async ({ id, subject }: Todo): Promise<void> => {
  const { client, opened } = book()
  const changes = [{ path: 'assigneeId', value: opened.memberId }]
  await told(client.call('edit', [{ id, changes }]), () => i18n.t('work.taken', { name: subject }))
}
