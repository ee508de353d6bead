/** A person as the chart shows one. */
export interface Placed {
  readonly name: string
  readonly jobTitle: string
  /** In open deals, each once. */
  readonly roles: readonly string[]
}
