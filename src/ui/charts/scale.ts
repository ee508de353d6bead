/** One line or set of bars; values stand in the order of the chart's labels. */
export interface Series {
  label: string
  values: readonly (number | null)[]
  /** The period before: ink, dashed, never filled. */
  isPrevious?: boolean
}

/** What all charts are told. */
export interface ChartProps {
  title: string
  /** "October 2024 to September 2025, in Thai baht" */
  note?: string
  labels: readonly string[]
  /** What the labels are: "Month". Heads the table. */
  labelHead: string
  series: readonly Series[]
  /** The whole figure, as in the table. */
  format: (value: number) => string
  /** Short, for the axis. */
  formatShort: (value: number) => string
  /** Bars from this label on are not over yet: hollow. */
  partialFrom?: number
  /** Opens what lies behind one label. */
  onopen?: (index: number) => void
}

/** Round steps (1, 2, 2.5 or 5 times a power of ten) from the lowest value, or 0, to at least the highest. */
export const ticksOf = (low: number, high: number, most = 5): number[] => {
  const span = high - low
  if (!(span > 0)) return [low]
  const rough = span / most
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * ([1, 2, 2.5, 5].find((times) => times * power >= rough) ?? 10)
  const first = Math.floor(low / step)
  const last = Math.ceil(high / step)
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step)
}

export const extentOf = (series: readonly Series[]): [low: number, high: number] => {
  const values = series.flatMap((one) => one.values.filter((value) => value !== null))
  return [Math.min(0, ...values), Math.max(0, ...values)]
}

/** Every how many labels one is written, so that each has its width in pixels. */
export const labelStep = (count: number, width: number, labelWidth: number): number =>
  width <= 0 ? 1 : Math.max(1, Math.ceil((count * labelWidth) / width))

/** What is read out, and shown, for one label. */
export const readingOf = ({ labels, series, format }: Pick<ChartProps, 'labels' | 'series' | 'format'>, index: number): string => {
  const values = series.map((one) => ({ label: one.label, value: one.values[index] ?? null }))
  const parts = values.filter(({ value }) => value !== null).map(({ label, value }) => `${label} ${format(value ?? 0)}`)
  return [labels[index] ?? '', ...parts].join(' · ')
}

/** Series and table hold the same figures: the first column is the label, then one column for each series. */
export const tableOf = ({ labels, series, format }: Pick<ChartProps, 'labels' | 'series' | 'format'>): string[][] =>
  labels.map((label, index) => [label, ...series.map((one) => (one.values[index] == null ? '' : format(one.values[index])))])
