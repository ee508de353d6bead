import type { Diagnostics } from '../../engine/api.ts'

/** The version that the page was built as; a build without one is known by its script's own name. */
export const versionHere = (page: Pick<Document, 'querySelector'>): string =>
  page.querySelector<HTMLMetaElement>('meta[name=version]')?.content ??
  page.querySelector<HTMLScriptElement>('script[type=module][src]')?.src.split('/').at(-1) ??
  'unknown'

/** One text to paste into a mail: codes, counts and times, no field of any record. */
export const detailsText = ({ journal, counts, quota, damaged, lastCommit }: Diagnostics, version: string, browser: string): string =>
  JSON.stringify(
    { version, browser, lastCommit, counts, quota, damaged: damaged.map(({ reason, at }) => ({ reason, at })), journal },
    null,
    1,
  )
