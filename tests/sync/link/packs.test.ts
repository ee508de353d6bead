import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openPackLine, type PackLine } from '../../../src/sync/link/packs.ts'
import { MAX_FRAME } from '../../../src/sync/wire.ts'
import { aPlatform } from './crew.ts'

interface Asked {
  readonly line: PackLine
  /** Method and path of each request, in order. */
  readonly requests: readonly string[]
  readonly waits: readonly number[]
  readonly close: () => void
}

type Answer = (response: ServerResponse, request: IncomingMessage) => void

/** A relay's HTTP end that answers one after the other, the last one from then on. */
const aLine = async (...answers: readonly Answer[]): Promise<Asked> => {
  const requests: string[] = []
  const waits: number[] = []
  const server = createServer((request, response) => {
    const answer = answers[Math.min(requests.length, answers.length - 1)]
    requests.push(`${request.method ?? ''} ${request.url ?? ''} ${request.headers.authorization ?? ''}`)
    request.resume().on('end', () => answer?.(response, request))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo // it listens on a port
  const { fetch, after } = aPlatform({}, 500)
  const ended = new AbortController()
  const waiting: typeof after = (ms, run) => {
    waits.push(ms)
    return after(ms, run)
  }
  const line = openPackLine({ fetch, after: waiting }, `http://127.0.0.1:${port}`, 'space_team', 'to-ken', ended.signal)
  return { line, requests, waits, close: () => ended.abort() }
}

const says =
  (status: number, headers: Record<string, string> = {}, body: Uint8Array = new Uint8Array()): Answer =>
  (response) =>
    response.writeHead(status, headers).end(body)
const cuts: Answer = (response) => response.destroy()
const bytes = Uint8Array.of(1, 2, 3)

describe('a pack on its way to the relay', () => {
  test('names its space and itself, and shows the token of the socket', async () => {
    const { line, requests } = await aLine(says(204))
    expect(await line.put('pack1', bytes)).toBe('done')
    expect(requests).toEqual(['PUT /packs/space_team/pack1 Bearer to-ken'])
  })

  test.each([
    [413, 'tooLarge'],
    [403, 'forbidden'],
    [409, 'forbidden'],
  ])('that is answered %i will never be taken: %s', async (status, put) => {
    const { line, requests } = await aLine(says(status))
    expect(await line.put('pack1', bytes)).toBe(put)
    expect(requests).toHaveLength(1)
  })

  test.each([
    [429, { 'retry-after': '7' }, { wait: 7_000, isFull: false }],
    [429, { 'retry-after': '1' }, { wait: 2_000, isFull: false }],
    [507, {}, { wait: 2_000, isFull: true }],
    [401, {}, { wait: 2_000, isFull: false }],
    [500, {}, { wait: 2_000, isFull: false }],
  ])('that is answered %i %o waits, and says why', async (status, headers, put) => {
    const { line } = await aLine(says(status, headers))
    expect(await line.put('pack1', bytes)).toEqual(put)
  })

  test('that is cut off waits', async () => {
    const { line } = await aLine(cuts)
    expect(await line.put('pack1', bytes)).toEqual({ wait: 2_000, isFull: false })
  })
})

describe('a pack on its way from the relay', () => {
  test('comes as it was put', async () => {
    const { line, requests } = await aLine(says(200, {}, bytes))
    expect(await line.get('pack1')).toEqual(bytes)
    expect(requests).toEqual(['GET /packs/space_team/pack1 Bearer to-ken'])
  })

  test('that the relay does not hold is told at once, for it may be set aside', async () => {
    const { line, requests } = await aLine(says(404))
    expect(await line.get('pack1')).toBeNull()
    expect(requests).toHaveLength(1)
  })

  test('is asked for again after a cut, also in its middle, and after what says nothing of the pack', async () => {
    const half: Answer = (response) => {
      response.writeHead(200, { 'content-length': '3' })
      response.write(Uint8Array.of(1), () => response.destroy())
    }
    const { line, requests, waits } = await aLine(cuts, half, says(503), says(200, {}, bytes))
    expect(await line.get('pack1')).toEqual(bytes)
    expect(requests).toHaveLength(4)
    expect(waits).toEqual([2_000, 2_000, 2_000])
  })

  test('that cannot be had in four tries is not taken for one that is missing', async () => {
    const { line, requests } = await aLine(says(401))
    await expect(line.get('pack1')).rejects.toThrow('401')
    expect(requests).toHaveLength(4)
  })

  test('that has no end is let go of at a mebibyte', async () => {
    let sent = 0
    const endless: Answer = (response) => {
      response.writeHead(200)
      const more = () => {
        sent += 65_536
        if (!response.destroyed) response.write(new Uint8Array(65_536), () => setImmediate(more))
      }
      more()
    }
    const { line } = await aLine(endless)
    expect(await line.get('pack1')).toBeNull()
    expect(sent).toBeLessThan(30 * MAX_FRAME)
  })

  test('of the largest size comes whole', async () => {
    const { line } = await aLine(says(200, {}, new Uint8Array(MAX_FRAME).fill(9)))
    expect(await line.get('pack1')).toHaveLength(MAX_FRAME)
  })

  test('is not asked for any more once the socket is gone', async () => {
    let close: () => void = () => undefined
    const { line, requests, ...asked } = await aLine((response) => {
      close()
      says(503)(response, response.req)
    })
    close = asked.close
    await expect(line.get('pack1')).rejects.toThrow()
    await expect(line.get('pack1')).rejects.toThrow()
    expect(requests).toHaveLength(1)
  })
})
