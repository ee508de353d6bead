import { onTestFinished, vi } from 'vitest'
import type { Bytes } from '../../../src/core/bytes.ts'
import { createJournal } from '../../../src/core/journal.ts'
import { randomFrom } from '../../../src/core/random.ts'
import { must } from '../../../src/core/result.ts'
import { openLink, type Link, type LinkDeps } from '../../../src/sync/link/link.ts'
import type { LinkPlatform } from '../../../src/sync/link/platform.ts'
import type { RosterStore } from '../../../src/sync/link/rosterbook.ts'
import type { LinkStatus } from '../../../src/sync/link/status.ts'
import type { TestDevice } from '../devices.ts'

/** Real sockets and timers; these run so many times faster, for waits are minutes long. */
export const aPlatform = (wanted: Partial<LinkPlatform> = {}, speed = 20): LinkPlatform => ({
  crypto,
  openSocket: (url) => new WebSocket(url),
  fetch,
  after: (ms, run) => {
    const timer = setTimeout(run, ms / speed)
    return () => clearTimeout(timer)
  },
  now: Date.now,
  random: randomFrom(7),
  ...wanted,
})

export const aRosterStore = (entries: readonly Bytes[]): RosterStore & { readonly entries: Bytes[] } => {
  const held = [...entries]
  return {
    entries: held,
    load: () => Promise.resolve([...held]),
    append: (from, more) => {
      if (from !== held.length) throw new Error(`roster entries at ${from}, not ${held.length}`)
      held.push(...more)
      return Promise.resolve()
    },
  }
}

export interface Member extends Link {
  readonly device: TestDevice
  readonly rosterStore: ReturnType<typeof aRosterStore>
  /** Every status that was shown, in order. */
  readonly statuses: readonly LinkStatus[]
  readonly notes: () => readonly string[]
  /** Resolves once the mark shows it. */
  readonly shows: (wanted: Partial<LinkStatus>) => Promise<void>
}

type Wanted = Pick<LinkDeps, 'device' | 'replicas' | 'origin'> &
  Partial<LinkDeps> & { readonly roster: readonly Bytes[]; readonly speed?: number }

export const eventually = (check: () => void | Promise<void>, timeout = 20_000): Promise<void> =>
  vi.waitFor(check, { timeout, interval: 5 })

/** A device on the line; it leaves with the test. */
export const aMember = async ({ roster, speed, ...wanted }: Wanted & { device: TestDevice }): Promise<Member> => {
  const journal = createJournal(Date.now)
  const statuses: LinkStatus[] = []
  const rosterStore = aRosterStore(roster)
  const opened = await openLink({
    platform: aPlatform({}, speed),
    rosterStore,
    journal,
    onStatus: (status) => statuses.push(status),
    onRoster: () => undefined,
    onRelayTime: () => undefined,
    onAwareness: () => undefined,
    ...wanted,
  })
  const link = must(opened.ok ? opened.value : null, 'a link')
  onTestFinished(link.close)
  return {
    ...link,
    device: wanted.device,
    rosterStore,
    statuses,
    notes: () => journal.entries().map(({ code, detail }) => `${code} ${detail}`),
    shows: (status) =>
      eventually(() => {
        if (!Object.entries(status).every(([key, value]) => Object.entries(link.status()).some(([k, v]) => k === key && v === value)))
          throw new Error(`shows ${JSON.stringify(link.status())}, not ${JSON.stringify(status)}`)
      }),
  }
}
