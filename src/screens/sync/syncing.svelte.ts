import type { Syncing } from '../../engine/syncing/protocol.ts'
import type { Client } from '../../engine/client.ts'

/** How the workspace stands with its server, for as long as the component lives. Call it while a component is set up. */
export const watchSyncing = (client: () => Pick<Client, 'onSyncing'>): { readonly now: Syncing | null } => {
  let now = $state.raw<Syncing | null>(null)
  $effect(() =>
    client().onSyncing((next) => {
      now = next
    }),
  )
  return {
    get now() {
      return now
    },
  }
}
