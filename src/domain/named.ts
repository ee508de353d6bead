/** What a person lists and looks for by name, in the order that navigation and a mixed result show it. */
export const named = ['company', 'contact', 'lead', 'deal', 'order', 'product'] as const
export type NamedEntity = (typeof named)[number]

/** What has lists and pages. Of what was done there is too much to be looked for among names. */
export const listed = [...named, 'activity'] as const
export type ListedEntity = (typeof listed)[number]
