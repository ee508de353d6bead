import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FileSource } from '../../src/files/source.ts'
import { createSplitter, type Delimiter } from '../../src/files/split.ts'
import { readTable, type TableFormat, type TableRow } from '../../src/files/table.ts'
import { csvLine } from '../../src/files/write.ts'
import { collect, encode, heldBytes, sketch, sourceOf } from './sources.ts'

const format: TableFormat = { encoding: 'utf-8', delimiter: ',', hasHeader: false, skip: 0, width: 2, padsShort: false }
const rowsOf = async (content: string | Uint8Array, over: Partial<TableFormat> = {}, piece?: number): Promise<TableRow[]> =>
  (await collect(readTable(sourceOf(content, piece), { ...format, ...over }))).flatMap(({ rows }) => rows)
const split = (text: string, delimiter: Delimiter, piece: number): { cells: string[]; line: number; isTorn: boolean }[] => {
  const rows: { cells: string[]; line: number; isTorn: boolean }[] = []
  const splitter = createSplitter(delimiter, (cells, line, isTorn) => rows.push({ cells, line, isTorn }))
  for (let at = 0; at < text.length; at += piece) splitter.push(text.slice(at, at + piece))
  splitter.end()
  return rows
}

const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\n', '\r', ' ', 'ก', '王', '😀', '=') })
const grid = fc
  .integer({ min: 1, max: 4 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }))

describe('what was written is what is read', () => {
  test('whatever the cells hold and however the file arrives in pieces', () => {
    fc.assert(
      fc.property(grid, fc.integer({ min: 1, max: 9 }), (rows, piece) => {
        const read = split(rows.map(csvLine).join(''), ',', piece)
        expect(read.map(({ cells }) => cells)).toEqual(rows)
        expect(read.some(({ isTorn }) => isTorn)).toBe(false)
      }),
      { seed: 7, numRuns: 300 },
    )
  })

  test('with every kind of newline alike', async () => {
    const read = await Promise.all(['\n', '\r\n', '\r'].map((newline) => rowsOf(['a,b', 'c,d', '', 'e,f'].join(newline), {}, 3)))
    const cells = [
      ['a', 'b'],
      ['c', 'd'],
      ['e', 'f'],
    ]
    expect(read.map((rows) => rows.map((row) => row.cells))).toEqual([cells, cells, cells])
    expect(read.map((rows) => rows.map((row) => row.line))).toEqual([
      [1, 2, 4],
      [1, 2, 4],
      [1, 2, 4],
    ])
  })

  test('packed with gzip, whatever the file is called', async () => {
    const text = Array.from({ length: 5_000 }, (_, i) => `${i},ชื่อ ${i}`).join('\n')
    expect(await rowsOf(new Uint8Array(gzipSync(text)), {}, 1_000)).toEqual(await rowsOf(text))
  })

  test('in every encoding', async () => {
    expect(await rowsOf(encode('김지훈,서울\n', 'euc-kr'), { encoding: 'euc-kr' }, 1)).toMatchObject([
      { cells: ['김지훈', '서울'], problem: null },
    ])
    expect(await rowsOf(encode('\uFEFF王伟,上海\n', 'utf-16be'), { encoding: 'utf-16be' }, 3)).toMatchObject([
      { cells: ['王伟', '上海'], problem: null },
    ])
  })
})

describe('lines are counted as an editor shows them', () => {
  test('newlines inside quotes included', async () => {
    const rows = await rowsOf('"a\nb",1\n"c\r\nd",2\n"e",3\n', {}, 2)
    expect(rows.map(({ line }) => line)).toEqual([1, 3, 5])
  })
})

describe('a broken row is shown with its line and stops no other', () => {
  test('too few cells, too many, and what the encoding does not know', async () => {
    const bytes = new Uint8Array([...encode('a,b\nc\nd,e,f\ng,h,,\n', 'utf-8'), 0xff, ...encode(',i\nj,k\n', 'utf-8')])
    expect((await rowsOf(bytes)).map(({ line, problem }) => [line, problem])).toEqual([
      [1, null],
      [2, 'tooFewCells'],
      [3, 'tooManyCells'],
      [4, null],
      [5, 'undecodable'],
      [6, null],
    ])
  })

  test('a quote that nobody closes costs its own line, not the rest of the file', async () => {
    const rest = Array.from({ length: 3_000 }, (_, i) => `${i},"x ${i}"`)
    const rows = await rowsOf(['a,"b', ...rest].join('\n'))
    expect(rows.filter(({ problem }) => problem !== null).map(({ line, problem }) => [line, problem])).toEqual([[1, 'tornQuote']])
    expect(rows).toHaveLength(3_001)
  })

  test('nor does one in a file without another quote, or at its very end', async () => {
    const plain = Array.from({ length: 40_000 }, (_, i) => `${i},value ${i}`)
    const rows = await rowsOf([...plain.slice(0, 100), '"a,b', ...plain.slice(100), '"z,z'].join('\n'))
    expect(rows.filter(({ problem }) => problem !== null).map(({ line }) => line)).toEqual([101, 40_002])
    expect(rows.filter(({ problem }) => problem === null)).toHaveLength(40_000)
  })

  test('a quote inside a cell is just a quote', async () => {
    expect(await rowsOf('5" pipe,"6"" pipe"\nKarl "Kalle" K,"x" y\n')).toMatchObject([
      { cells: ['5" pipe', '6" pipe'], problem: null },
      { cells: ['Karl "Kalle" K', 'x y'], problem: null },
    ])
  })

  test('a packed file that breaks off gives what came before, and says so', async () => {
    const whole = gzipSync(Array.from({ length: 60_000 }, (_, i) => `${i},${(i * 7_919) % 10_007}`).join('\n'))
    const batches = await collect(readTable(sourceOf(new Uint8Array(whole.subarray(0, whole.length / 2))), format))
    expect(batches.at(-1)?.broken).toBeTypeOf('string')
    expect(batches.flatMap(({ rows }) => rows).length).toBeGreaterThan(10_000)
  })
})

describe('reading goes at the pace of whoever asks', () => {
  const endless = (): { source: FileSource; pulled: () => number; isCancelled: () => boolean } => {
    let pulled = 0
    let isCancelled = false
    const chunk = new TextEncoder().encode('name,12\n'.repeat(4_096))
    const stream = () =>
      new ReadableStream<Uint8Array>({
        pull: (controller) => {
          pulled += 1
          controller.enqueue(chunk)
        },
        cancel: () => {
          isCancelled = true
        },
      })
    return { source: { name: 'endless', size: 1e12, stream }, pulled: () => pulled, isCancelled: () => isCancelled }
  }

  test('an endless file is read no further than it is asked for, and let go at the end', async () => {
    const { source, pulled, isCancelled } = endless()
    let rows = 0
    for await (const batch of readTable(source, format)) {
      rows += batch.rows.length
      if (rows >= 20_000) break
    }
    expect(pulled()).toBeLessThan(20)
    expect(isCancelled()).toBe(true)
  })

  test('batches hold no more rows than wanted, and tell how far they are', async () => {
    const text = 'a,b\n'.repeat(10_000)
    const batches = await collect(readTable(sourceOf(text, 4_000), format, { batchRows: 300 }))
    expect(Math.max(...batches.map(({ rows }) => rows.length))).toBe(300)
    expect(batches.at(-1)?.at).toBe(text.length)
    expect(batches.map(({ at }) => at)).toEqual(batches.map(({ at }) => at).toSorted((a, b) => a - b))
  })

  test('cancelling ends it with an AbortError', async () => {
    const abort = new AbortController()
    const { source } = endless()
    const reading = (async () => {
      for await (const { rows } of readTable(source, format, { signal: abort.signal })) if (rows.length > 0) abort.abort()
    })()
    await expect(reading).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }) as Error)
  })

  test('twenty megabytes pass in a memory that does not grow with them', async () => {
    const row = (i: number) => `${i},"Customer number ${i} of a long list with a note, and a comma",${i % 97},2026-01-02\n`
    let at = 0
    const source: FileSource = {
      name: 'long',
      size: 20e6,
      stream: () =>
        new ReadableStream<Uint8Array>({
          pull: (controller) => {
            const start = at
            at += 800
            if (start >= 240_000) controller.close()
            else controller.enqueue(new TextEncoder().encode(Array.from({ length: 800 }, (_, i) => row(start + i)).join('')))
          },
        }),
    }
    const held = heldBytes
    const before = held()
    let [rows, most] = [0, 0]
    for await (const batch of readTable(source, { ...format, width: 4 })) {
      rows += batch.rows.length
      if (rows % 10_000 < 1_000) most = Math.max(most, held() - before)
    }
    expect(rows).toBe(240_000)
    expect(most / 1e6).toBeLessThan(10)
  }, 20_000)
})

describe('a file tells how it is laid out', () => {
  test.each([
    [',', 'name,city\nAnn,"Rome, Italy"\nBob,Paris\n'],
    [';', 'qty;price\n1,5;2,5\n3,25;4,1\n2,5;8,75\n'],
    ['\t', 'name\tcity\nAnn, Dr.\tRome\nBob, Mr.\tParis\n'],
    ['|', 'name|city|zip\nAnn|Rome|1\nBob|Paris|2\n'],
    ['\\s', ' customer_id  date number  value\n 00001 19970101  1   11.77\n 00002 19970112  1   12.00\n'],
    [';', 'sep=;\nname;city\nAnn;Rome\n'],
  ] as const)('cut at %j', async (delimiter, text) => {
    const look = await sketch(text)
    expect(look.format).toMatchObject({ kind: 'table', delimiter, hasHeader: true })
    expect(look.headers).not.toContain('')
  })

  test('a table aligned by blanks reads with its columns trimmed', async () => {
    const look = await sketch(' customer_id  date\r\n 00001 19970101\r\n')
    expect(look).toMatchObject({ headers: ['customer_id', 'date'], sample: [['00001', '19970101']] })
  })

  test('without a header where the first row is a row', async () => {
    expect((await sketch('Ann,ann@example.com,30\nBob,bob@example.com,31\n')).format).toMatchObject({ hasHeader: false })
    expect((await sketch('Ann,Rome\nBob,Paris\nCid,Rome\n')).headers).toEqual(['', ''])
  })

  test('below a title and an empty line', async () => {
    const look = await sketch('Report of March,,\n\nname,city,zip\nAnn,Rome,1\nBob,Paris,2\n')
    expect(look).toMatchObject({ headers: ['name', 'city', 'zip'], format: { skip: 1 } })
    expect(await rowsOf('Report of March,,\n\nname,city,zip\nAnn,Rome,1\n', { hasHeader: true, skip: 1, width: 3 })).toMatchObject([
      { cells: ['Ann', 'Rome', '1'], line: 4 },
    ])
  })

  test('shows the first values of each column that are not empty', async () => {
    const look = await sketch('a,b\n,1\n,1\nx,2\n')
    expect(look.firstValues).toEqual([['x'], ['1', '2']])
  })

  test('rows whose empty end a tool left away are whole', async () => {
    const look = await sketch(`a,b,c\n${'1,2\n'.repeat(5)}${'1,2,3\n'.repeat(20)}`)
    expect(look.format).toMatchObject({ width: 3, padsShort: true })
  })

  test('what the person chose stands', async () => {
    expect((await sketch('a;b,c\nd;e,f\n', { delimiter: ',', hasHeader: false })).sample).toEqual([
      ['a;b', 'c'],
      ['d;e', 'f'],
    ])
  })
})
