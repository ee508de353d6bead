import type { Browser } from 'puppeteer-core'

/**
 * Starts counting; the answer gives the ms of CPU that the whole browser has used since, whatever else the machine was busy with. Drawing is left out: on a
 * device a GPU does it, here a software one.
 */
export const countCpu = async (browser: Browser): Promise<() => Promise<number>> => {
  const system = await browser.target().createCDPSession()
  const now = async () => {
    const { processInfo } = await system.send('SystemInfo.getProcessInfo')
    return new Map(processInfo.filter(({ type }) => type !== 'GPU').map(({ id, cpuTime }) => [id, 1e3 * cpuTime]))
  }
  const before = await now()
  return async () => {
    const after = await now()
    await system.detach()
    // A process that ended meanwhile (the page before) took its time with it.
    return [...after].reduce((sum, [id, ms]) => sum + ms - (before.get(id) ?? 0), 0)
  }
}
