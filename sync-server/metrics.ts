/** Counts that only rise, and levels asked for when someone looks. Numbers alone: no id, no name, no address. */
export interface Metrics {
  readonly add: (name: CounterName, amount?: number) => void
  /** Prometheus' text format. */
  readonly text: (levels: Readonly<Record<string, number>>) => string
}

const counters = {
  connections: 'Sockets opened',
  logins: 'Logins that succeeded',
  frames_received: 'Frames received',
  bytes_received: 'Bytes of frames received',
  pushes: 'Entries committed, repeats included',
  commits: 'Commits of entries',
  commit_seconds: 'Time spent in commits of entries',
  entries_delivered: 'Entries handed to live subscribers',
  refusals: 'Frames refused',
  errors: 'Failures of the relay itself',
} as const
type CounterName = keyof typeof counters

export const createMetrics = (): Metrics => {
  const counts = new Map<string, number>()
  return {
    add: (name, amount = 1) => {
      counts.set(name, (counts.get(name) ?? 0) + amount)
    },
    text: (levels) =>
      [
        ...Object.entries(counters).map(
          ([name, help]) =>
            `# HELP satchel_${name}_total ${help}\n# TYPE satchel_${name}_total counter\nsatchel_${name}_total ${counts.get(name) ?? 0}`,
        ),
        ...Object.entries(levels).map(([name, value]) => `# TYPE satchel_${name} gauge\nsatchel_${name} ${value}`),
        '',
      ].join('\n'),
  }
}
