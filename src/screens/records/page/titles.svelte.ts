import { entityOf } from '../../../core/ids.ts'
import type { RecordView } from '../../../engine/protocol.ts'
import { book } from '../../book.svelte.ts'
import type { FieldFacts } from '../../fields.ts'
import { titleText, type Titles } from '../value.ts'
import { idsAt } from './changes.ts'

/** Names of what the history and the conflicts of a record point to, beside those that its fields do. Call it while a component is set up. */
export const watchTitles = (view: () => RecordView | null, facts: FieldFacts): { readonly all: Titles } => {
  let more = $state.raw<Titles>({})
  const asked: Record<string, true> = {}

  $effect(() => {
    const record = view()
    if (record === null) return
    const said = [
      ...record.history.flatMap(({ path, before, after }) => [...idsAt(facts, path, before), ...idsAt(facts, path, after)]),
      ...record.conflicts.flatMap(({ path, other }) => idsAt(facts, path, other)),
    ]
    for (const id of said) {
      if (id in record.titles || id in asked) continue
      asked[id] = true
      void nameOf(id).then((name) => (more = name === null ? more : { ...more, [id]: name }))
    }
  })

  return {
    get all() {
      return { ...more, ...view()?.titles }
    },
  }
}

const nameOf = async (id: string): Promise<string | null> => {
  const { client, opened } = book()
  const record = await client.call('record', id)
  const facts = Object.entries(opened.facts).find(([entity]) => entity === entityOf(id))?.[1]
  return record === null || facts === undefined ? null : titleText(record.fields[facts.title])
}
