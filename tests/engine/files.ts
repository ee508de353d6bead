import { randomFrom } from '../../src/core/random.ts'
import type { Engine } from '../../src/engine/api.ts'
import type { ImportChoice, ImportPlan, ImportResult, ImportSketch } from '../../src/engine/importing/plan.ts'
import { csvLine } from '../../src/files/write.ts'

export type Sketched = ImportSketch & { readonly ok: true }

const anything: ImportChoice = { layout: {}, purpose: null, customersAre: null, lineName: 'Item' }

export const fileOf = (content: string | Uint8Array<ArrayBuffer>, name = 'file.csv'): File => new File([content], name)
export const table = (rows: readonly (readonly string[])[]): string => rows.map(csvLine).join('')

export const sketched = async (engine: Engine, file: File, choice: Partial<ImportChoice> = {}): Promise<Sketched> => {
  const sketch = await engine.sketchImport(file, { ...anything, ...choice })
  if (!sketch.ok) throw new Error(JSON.stringify(sketch.refusal))
  return sketch
}

let job = 1_000

/** A file brought in as the wizard does it when the person changes nothing but what is told. */
export const imported = async (
  engine: Engine,
  file: File,
  { change = (plan) => plan, ...choice }: Partial<ImportChoice> & { readonly change?: (plan: ImportPlan) => ImportPlan } = {},
): Promise<ImportResult> => engine.runImport(file, change((await sketched(engine, file, choice)).plan), (job += 1))

export const totalOf = async (engine: Engine, entity: string): Promise<number> =>
  (await engine.query({ entity }, { start: 0, count: 0 })).total

/** Every row of an entity with the columns asked for. */
export const rowsOf = async (engine: Engine, entity: string, columns: readonly string[], sort = 'name') =>
  (await engine.query({ entity, sort: [{ column: sort }] }, { start: 0, count: 1_000, columns })).rows

/** An address book of a thousand, from a seed; `spoil` writes what cannot be read into some of its rows. */
export const addressBook = (count: number, spoil: (index: number, row: string[]) => string[] = (_, row) => row): string => {
  const random = randomFrom(7)
  const given = ['Anan', 'Mali', 'Wei', 'Ji-hun', 'Ines', 'Tom']
  const family = ['Dee', 'Suk', 'Chen', 'Kim', 'Alves', 'Hall']
  const any = (words: readonly string[]) => words[Math.floor(random() * words.length)] ?? ''
  return table([
    ['First name', 'Last name', 'Email', 'Phone', 'Company'],
    ...Array.from({ length: count }, (_, i) =>
      spoil(i, [
        any(given),
        `${any(family)} ${i}`,
        `person${i}@example.com`,
        `+668${String(10_000_000 + i * 37).slice(0, 8)}`,
        `Shop ${i % 40}`,
      ]),
    ),
  ])
}

export const invoices = [
  ['Invoice', 'Date', 'SKU', 'Description', 'Qty', 'Price', 'Customer'],
  ['A1', '2026-01-03 10:00', 'P1', 'Beans', '2', '120.50', 'C7'],
  ['A2', '2026-01-03 11:00', 'P2', 'Cups', '1', '40.00', ''],
  ['A1', '2026-01-03 10:00', 'P2', 'Cups', '3', '40.00', 'C7'],
  ['C3', '2026-01-09 09:00', 'P1', 'Beans', '-1', '120.50', 'C7'],
]
