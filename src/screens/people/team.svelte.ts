import type { Team } from '../../engine/syncing/protocol.ts'
import { book } from '../book.svelte.ts'

export interface OpenTeam {
  /** Null while it loads, and for the sample. */
  readonly now: Team | null
  readonly reload: () => Promise<void>
}

/** Who is here, with which devices: follows whoever comes and goes, and what they are called. Call it while a component is set up. */
export const watchTeam = (): OpenTeam => {
  const { client } = book()
  let now = $state.raw<Team | null>(null)
  let isLeft = false

  const load = async () => {
    const team = await client.call('team')
    if (!isLeft) now = team
  }
  // A page that is left may have asked a workspace that is closed by now: nobody waits for that answer.
  const follow = () =>
    void load().catch((error: unknown) => {
      if (!isLeft) throw error
    })

  $effect(() => {
    let roster = -1
    const stop = client.onSyncing((syncing) => {
      const next = syncing?.roster ?? 0
      if (next !== roster) follow()
      roster = next
    })
    return () => {
      isLeft = true
      stop()
    }
  })

  const members = $derived(now?.members.map(({ id }) => id).join(' ') ?? '')
  $effect(() => {
    const ends = members.split(' ').flatMap((id) => (id === '' ? [] : [client.watchRecord(id, follow)]))
    return () => ends.forEach((end) => end())
  })

  return {
    get now() {
      return now
    },
    reload: load,
  }
}
