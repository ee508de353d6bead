import type { Diagnostics } from '../../engine/api.ts'

/** The version that the page was built as; the build writes it into the page. */
export const versionHere = (page: Pick<Document, 'querySelector'>): string =>
  page.querySelector<HTMLMetaElement>('meta[name=version]')?.content ?? 'unknown'

/** One text to paste into a mail: codes, counts and times, no field of any record. */
export const detailsText = ({ journal, counts, quota, damaged, lastCommit }: Diagnostics, version: string, browser: string): string =>
  JSON.stringify(
    { version, browser, lastCommit, counts, quota, damaged: damaged.map(({ reason, at }) => ({ reason, at })), journal },
    null,
    1,
  )
