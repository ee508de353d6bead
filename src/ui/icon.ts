import type { Component } from 'svelte'
import type { SvelteHTMLElements } from 'svelte/elements'

/** What `~icons/lucide/…` gives. */
export type Icon = Component<SvelteHTMLElements['svg']>
