/** What a soft fill says of what stands on it. */
export type Tone = 'plain' | 'accent' | 'good' | 'warn' | 'danger'
