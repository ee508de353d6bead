/** The stages that a new workspace starts with; their names come from the messages. Percent odds as most teams set them. */
export const defaultStages = [
  { key: 'prospecting', type: 'open', probability: 10, rottenDays: 14 },
  { key: 'qualification', type: 'open', probability: 20, rottenDays: 14 },
  { key: 'needsAnalysis', type: 'open', probability: 25, rottenDays: 21 },
  { key: 'proposal', type: 'open', probability: 50, rottenDays: 21 },
  { key: 'negotiation', type: 'open', probability: 80, rottenDays: 21 },
  { key: 'won', type: 'won', probability: 100, rottenDays: null },
  { key: 'lost', type: 'lost', probability: 0, rottenDays: null },
] as const
export type DefaultStage = (typeof defaultStages)[number]['key']
