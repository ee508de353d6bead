import { describe, expect, test } from 'vitest'
import { planImport } from '../../src/files/plan.ts'
import { proposeMapping } from '../../src/files/mapping.ts'
import { readFile } from '../../src/files/sketch.ts'
import type { FileSource } from '../../src/files/source.ts'
import { context, heldBytes, readPhone, sketch, synonyms } from '../files/sources.ts'

const ROWS_A_CHUNK = 1_000
const CHUNKS = 2_500

/** 200 MB of invoice lines, made as they are asked for; the lines of one invoice lie far apart. */
const invoices: FileSource = {
  name: 'invoices.csv',
  size: 200e6,
  stream: () => {
    let chunk = 0
    const encoder = new TextEncoder()
    const row = (i: number) =>
      `INV${String((i * 7_919) % 120_000).padStart(6, '0')},SKU${i % 5_000},"Product number ${i % 5_000}, in a longish description",${(i % 12) + 1},2026-01-${String((i % 28) + 1).padStart(2, '0')} 10:00:00,${((i % 900) / 100 + 1).toFixed(2)},C${i % 30_000}\n`
    return new ReadableStream<Uint8Array>({
      pull: (controller) => {
        const start = chunk * ROWS_A_CHUNK
        chunk += 1
        if (chunk > CHUNKS) controller.close()
        else
          controller.enqueue(
            encoder.encode(
              (start === 0 ? 'Invoice,SKU,Description,Qty,Date,Price,Customer ID\n' : '') +
                Array.from({ length: ROWS_A_CHUNK }, (_, i) => row(start + i)).join(''),
            ),
          )
      },
    })
  },
}

describe('two hundred megabytes', () => {
  test('are read in the memory of one batch', async () => {
    const { format } = await sketch(invoices)
    const before = heldBytes()
    let [rows, batches, most] = [0, 0, 0]
    for await (const batch of readFile(invoices, format)) {
      rows += batch.rows.length
      batches += 1
      if (batches % 100 === 0) most = Math.max(most, heldBytes() - before)
    }
    expect(rows).toBe(ROWS_A_CHUNK * CHUNKS)
    expect(most / 1e6).toBeLessThan(10)
  })

  test('become orders in under two hundred', async () => {
    const look = await sketch(invoices)
    const { mapping } = proposeMapping(look, 'orders', 'people', synonyms, context)
    const before = heldBytes()
    let [orders, lines, most, batches] = [0, 0, 0, 0]
    for await (const { drafts, refused } of planImport(readFile(invoices, look.format), mapping, {
      size: invoices.size,
      synonyms,
      readPhone,
    })) {
      expect(refused).toEqual([])
      for (const { entity, rows } of drafts) {
        if (entity !== 'order') continue
        orders += 1
        lines += rows
      }
      batches += 1
      if (batches % 100 === 0) most = Math.max(most, heldBytes() - before)
    }
    expect([orders, lines]).toEqual([120_000, ROWS_A_CHUNK * CHUNKS])
    expect(most / 1e6).toBeLessThan(200)
  })
})
