import type { NewWorkspace } from '../../../src/engine/protocol.ts'
import { largeContacts, wanted } from '../large.ts'
import { atMost, shown, type Row } from '../results.ts'
import { startApp, watchTasks } from './app.ts'
import type { Bench, Counted } from './bench.ts'

/** Every so many rows, one names a contact that an earlier row named. */
const TWICE = 50

/** A file of contacts as another CRM would write it, some of them twice. */
export const csvOf = (scale: number): { readonly file: File; readonly rows: number; readonly distinct: number } => {
  const lines = [...largeContacts({ scale, seed: 20_260_301, memberId: 'member_01kgkd32e2ewysm4ftv90z2hh1' })].map(({ fields }) => {
    const { family, given } = fields['name'] as { family: string; given: string } // as the generator makes them
    const [phone] = fields['phones'] as readonly { value: string }[]
    const [email] = fields['emails'] as readonly { value: string }[]
    return [fields['code'], given, family, fields['jobTitle'] ?? '', phone?.value, email?.value, fields['birthDate'] ?? ''].join(',')
  })
  const distinct = new Set(lines.map((_, at) => (at % TWICE === TWICE - 1 ? at - 7 : at))).size
  const rows = lines.map((line, at) => (at % TWICE === TWICE - 1 ? lines[at - 7] : line))
  const text = ['Code,First name,Last name,Job title,Mobile,Email,Birthday', ...rows].join('\r\n')
  return { file: new File([text], 'contacts.csv', { type: 'text/csv' }), rows: rows.length, distinct }
}

/** The wizard's own calls on a new workspace: look at the file, take what is proposed, run. */
export const importCsv = async ({ scale, peer, counted }: Bench): Promise<readonly Row[]> => {
  await importOnce(0.005, counted)
  const { ms, cpuMs, rows, longest } = await importOnce(scale, counted)
  const plain = peer === null ? null : { name: 'Dexie bulkAdd, six indexes, s', value: peer.ms / 1e3 }
  return [
    shown('import-csv', ms / 1e3, 's', rows, plain),
    atMost('import-csv, share of the peer’s time', ms / (peer?.ms ?? NaN), 'x', 0.5, rows),
    shown('import-csv, share of the peer’s CPU time', cpuMs / (peer?.cpuMs ?? NaN), 'x', rows),
    atMost('import-csv, longest task of the page', longest, 'ms', 50, 1),
  ]
}

const importOnce = async (
  scale: number,
  counted: Bench['counted'],
): Promise<Counted & { readonly rows: number; readonly longest: number }> => {
  const { file, rows, distinct } = csvOf(scale)
  const { client, opened: open, close } = startApp()
  const opened = await client.call('startWorkspace', wanted satisfies NewWorkspace)
  if (!opened.ok) throw new Error(opened.error)
  open(opened.value.id)
  const sketch = await client.call('sketchImport', file, { layout: {}, purpose: null, customersAre: null, lineName: 'Goods' })
  if (!sketch.ok) throw new Error(JSON.stringify(sketch.refusal))
  const longest = watchTasks()
  const spent = await counted(async () => {
    const { byEntity, refusedCount, refused, ended } = await client.call('runImport', file, sketch.plan, 1)
    if (ended !== 'whole' || byEntity['contact']?.created !== distinct)
      throw new Error(JSON.stringify({ byEntity, refusedCount, refused: refused.slice(0, 3), ended, distinct }))
  })
  await client.call('discard', opened.value.id)
  close()
  return { ...spent, rows, longest: longest() }
}
