import { rfmSegments } from '../../analytics/segments.ts'

/** The columns that `modelSteps` gives. */
export const modelNames = ['rfmSegment', 'paid', 'orderMonths', 'firstOrderMonth'] as const

const model = { merge: 'calc', required: false, list: false } as const

/** The model columns of companies and contacts as screens name and filter them, a `FieldFact` each; they are nobody's fields. */
export const modelFacts = {
  rfmSegment: { ...model, name: 'rfmSegment', kind: 'choice', column: 'choice', choices: rfmSegments },
  paid: { ...model, name: 'paid', kind: 'calc', column: 'money' },
  firstOrderMonth: { ...model, name: 'firstOrderMonth', kind: 'calc', column: 'text' },
  orderMonths: { ...model, name: 'orderMonths', kind: 'terms', column: 'many' },
} as const
