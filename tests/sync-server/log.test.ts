import { statSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concat, hex, type Bytes } from '../../src/core/bytes.ts'
import { encodeEntry, follow, type Entry } from '../../src/sync/entry.ts'
import { decodeFrame, encodeFrame, START, type Cursor } from '../../src/sync/wire.ts'
import { openDatabase } from '../../sync-server/database.ts'
import type { Log, Run } from '../../sync-server/log.ts'
import { aBareEntry, aFolder, append, entriesIn, openLog, PLACE } from './logs.ts'

const chainOf = async (entries: readonly Entry[]): Promise<Cursor[]> => {
  const cursors: Cursor[] = []
  for (const entry of entries) cursors.push(await follow(crypto, cursors.at(-1) ?? START, entry))
  return cursors
}

const allPages = async (log: Log, after = 0): Promise<{ entries: Bytes[]; pages: number[] }> => {
  const entries: Bytes[] = []
  const pages: number[] = []
  for (;;) {
    const page = await log.page(PLACE, after + entries.length)
    expect(page.seq).toBe(after + entries.length + 1)
    expect(entriesIn(page.bytes)).toHaveLength(page.count)
    entries.push(...entriesIn(page.bytes))
    pages.push(page.count)
    if (page.isLast) return { entries, pages }
    expect(page.count).toBeGreaterThan(0)
  }
}

describe('the log', () => {
  test('gives each entry the next place, with the hash that the devices compute', async () => {
    const log = openLog(aFolder())
    const entries = Array.from({ length: 100 }, () => aBareEntry())
    const placed = await Promise.all(entries.map((entry) => append(log, entry)))
    expect(placed).toEqual((await chainOf(entries)).map((value) => ({ ok: true, value })))
    expect(await log.last(PLACE)).toEqual((await chainOf(entries)).at(-1))
    await log.close()
  })

  test('pages to all of it, in order, however it was written and wherever one begins', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.integer({ min: 1, max: 30_000 }), { minLength: 1, maxLength: 60 }), { minLength: 1, maxLength: 40 }),
        fc.nat(1_000),
        async (commits, from) => {
          const log = openLog(aFolder())
          const entries: Entry[] = []
          for (const sizes of commits) {
            const batch = sizes.map((size) => aBareEntry(size))
            await Promise.all(batch.map((entry) => append(log, entry)))
            entries.push(...batch)
          }
          const after = from % (entries.length + 1)
          expect((await allPages(log, after)).entries).toEqual(entries.slice(after).map(encodeEntry))
          const seq = from % entries.length
          expect(await log.hashAt(PLACE, seq + 1)).toEqual((await chainOf(entries))[seq]?.hash)
          await log.close()
        },
      ),
      { numRuns: 15 },
    )
  })

  test('gives pages of at most 500 entries and 256 KiB, and an entry that is larger alone', async () => {
    const log = openLog(aFolder())
    await Promise.all(Array.from({ length: 1_200 }, () => append(log, aBareEntry(1))))
    await Promise.all(Array.from({ length: 6 }, () => append(log, aBareEntry(100_000))))
    await append(log, aBareEntry(900_000))
    const { pages } = await allPages(log)
    expect(pages.reduce((sum, n) => sum + n)).toBe(1_207)
    expect(Math.max(...pages)).toBeLessThanOrEqual(500)
    expect(pages.slice(-3)).toEqual([2, 2, 1])
    await log.close()
  })

  test('keeps a message the place it has, whether it comes again later, at once, or beside itself', async () => {
    const log = openLog(aFolder())
    const [first, second] = [aBareEntry(), aBareEntry()]
    const [one, again, two] = await Promise.all([append(log, first), append(log, first), append(log, second)])
    expect(again).toEqual(one)
    expect(await append(log, second)).toEqual(two)
    for (let i = 0; i < 50; i += 1) await append(log, aBareEntry())
    expect(await append(log, first)).toEqual(one)
    expect(await log.find(PLACE, second.msgId)).toEqual(two.ok && two.value)
    expect(await log.find(PLACE, 'f'.repeat(32))).toBeNull()
    expect((await log.last(PLACE)).seq).toBe(52)
    await log.close()
  })

  test('tells of every run once it is durable, in order, before its promise', async () => {
    const log = openLog(aFolder())
    const heard: Run[] = []
    const order: string[] = []
    log.listen((_, run) => {
      heard.push(run)
      order.push('heard')
    })
    const entries = Array.from({ length: 40 }, () => aBareEntry())
    await Promise.all(entries.slice(0, 30).map((entry) => append(log, entry).then(() => order.push('settled'))))
    for (const entry of entries.slice(30)) await append(log, entry)
    expect(heard.flatMap(({ bytes }) => entriesIn(bytes))).toEqual(entries.map(encodeEntry))
    let next = 1
    for (const { seq, count } of heard) {
      expect(seq).toBe(next)
      next += count
    }
    expect(order[0]).toBe('heard')
    await log.close()
  })

  test('tells of many entries at once in runs that each fit one frame', async () => {
    const log = openLog(aFolder())
    const runs: Run[] = []
    log.listen((_, run) => runs.push(run))
    const entries = [...Array.from({ length: 1_100 }, () => aBareEntry(1)), ...Array.from({ length: 5 }, () => aBareEntry(900_000))]
    await Promise.all(entries.map((entry) => append(log, entry)))
    for (const { seq, bytes } of runs) {
      const frame = concat([encodeFrame({ type: 'entry', space: PLACE.space, seq, entries: [] }), bytes])
      expect(decodeFrame(frame).ok).toBe(true)
    }
    expect(runs.reduce((sum, { count }) => sum + count, 0)).toBe(entries.length)
    expect(await log.hashAt(PLACE, 1_050)).toEqual((await chainOf(entries))[1_049]?.hash)
    expect((await allPages(log)).entries).toEqual(entries.map(encodeEntry))
    await log.close()
  })

  test('keeps spaces and workspaces apart', async () => {
    const log = openLog(aFolder())
    const other = { ...PLACE, workspace: 'cd'.repeat(32) }
    const entry = aBareEntry()
    await append(log, entry)
    expect(await log.find(other, entry.msgId)).toBeNull()
    expect(await append(log, entry, other)).toMatchObject({ ok: true, value: { seq: 1 } })
    expect(await append(log, entry, { ...PLACE, space: 'space_other' })).toMatchObject({ ok: true, value: { seq: 1 } })
    await log.close()
  })

  test('knows the highest counter of each device in each space', async () => {
    const log = openLog(aFolder())
    const device = 'aa'.repeat(16)
    for (const counter of [3, 9, 4]) await append(log, aBareEntry(9, { device, counter }))
    await append(log, aBareEntry(9, { device, counter: 2 }), { ...PLACE, space: 'space_private' })
    expect(await log.counters(PLACE.workspace, device)).toEqual([
      { space: 'space_private', counter: 2 },
      { space: 'space_team', counter: 9 },
    ])
    expect(await log.counters('cd'.repeat(32), device)).toEqual([])
    await log.close()
  })

  test('has no hash beyond its end, and zeros before its start', async () => {
    const log = openLog(aFolder())
    expect(await log.hashAt(PLACE, 0)).toEqual(START.hash)
    expect(await log.hashAt(PLACE, 1)).toBeNull()
    await append(log, aBareEntry())
    expect(await log.hashAt(PLACE, 2)).toBeNull()
    await log.close()
  })

  test('is the same after a restart, with few rows for many commits', async () => {
    const folder = aFolder()
    const first = openLog(folder)
    const entries = Array.from({ length: 200 }, () => aBareEntry())
    for (const entry of entries) await append(first, entry)
    await first.close()
    const database = openDatabase(join(folder, 'relay.db'), { maxBytes: null })
    expect(database.prepare('SELECT count(*) AS n FROM chunks').get()).toMatchObject({ n: 6 + 8 })
    database.close()
    const second = openLog(folder)
    expect((await allPages(second)).entries).toEqual(entries.map(encodeEntry))
    expect(hex((await second.last(PLACE)).hash)).toBe(hex((await chainOf(entries)).at(-1)?.hash ?? START.hash))
    await second.close()
  })

  test('commits what waits when it closes', async () => {
    const folder = aFolder()
    const log = openLog(folder)
    const placed = append(log, aBareEntry())
    await log.close()
    expect((await placed).ok).toBe(true)
    const again = openLog(folder)
    expect((await again.last(PLACE)).seq).toBe(1)
    await again.close()
  })

  test('that may not grow says so, takes nothing by halves, and reads on', async () => {
    const folder = aFolder()
    const log = openLog(folder, { maxBytes: 400_000 })
    let placed = 0
    for (;;) {
      const done = await append(log, aBareEntry(20_000))
      if (!done.ok) {
        expect(done.error).toBe('full')
        break
      }
      placed += 1
    }
    expect(placed).toBeGreaterThan(2)
    expect((await log.last(PLACE)).seq).toBe(placed)
    expect((await allPages(log)).entries).toHaveLength(placed)
    expect(await log.putPack(PLACE, 'ee'.repeat(16), new Uint8Array(90_000))).toEqual({ ok: false, error: 'full' })
    expect(await log.appendRoster(PLACE.workspace, 0, { bytes: new Uint8Array(60_000), at: 1 })).toEqual({ ok: false, error: 'full' })
    await log.close()
    expect(statSync(join(folder, 'relay.db')).size).toBeLessThanOrEqual(400_000 + 4_096)
    const larger = openLog(folder)
    expect((await append(larger, aBareEntry(20_000))).ok).toBe(true)
    await larger.close()
  })
})

describe('beside the logs', () => {
  test('a roster grows by one entry at a place', async () => {
    const log = openLog(aFolder())
    const row = (n: number) => ({ bytes: Uint8Array.of(n), at: 1_000 + n })
    expect(await log.roster(PLACE.workspace)).toEqual([])
    expect(await log.appendRoster(PLACE.workspace, 0, row(1))).toEqual({ ok: true, value: null })
    expect(await log.appendRoster(PLACE.workspace, 0, row(2))).toEqual({ ok: false, error: 'moved' })
    await log.appendRoster(PLACE.workspace, 1, row(2))
    expect(await log.roster(PLACE.workspace)).toEqual([row(1), row(2)])
    await log.close()
  })

  test('a pack is put once, and the same again changes nothing', async () => {
    const log = openLog(aFolder())
    const id = 'ef'.repeat(16)
    expect(await log.pack(PLACE, id)).toBeNull()
    for (let i = 0; i < 2; i += 1) expect(await log.putPack(PLACE, id, Uint8Array.of(1, 2, 3))).toEqual({ ok: true, value: null })
    expect(await log.putPack(PLACE, id, Uint8Array.of(9))).toEqual({ ok: false, error: 'conflict' })
    expect(await log.pack(PLACE, id)).toEqual(Uint8Array.of(1, 2, 3))
    expect(await log.pack({ ...PLACE, space: 'space_other' }, id)).toBeNull()
    await log.close()
  })

  test('a file that a later relay wrote is left alone', () => {
    const folder = aFolder()
    const file = join(folder, 'relay.db')
    const database = openDatabase(file, { maxBytes: null })
    database.exec('PRAGMA user_version = 99')
    database.close()
    expect(() => openDatabase(file, { maxBytes: null })).toThrow('later version')
  })
})
