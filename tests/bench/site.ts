import { cp, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'vite'

/** The built app with the bench's page beside it, under /bench/: one origin, so that both see the same databases. */
export const makeSite = async (folder: string, dist: string): Promise<string> => {
  const site = join(folder, 'site')
  await mkdir(site, { recursive: true })
  await build({
    configFile: false,
    root: join(import.meta.dirname, 'page'),
    base: '/bench/',
    logLevel: 'error',
    worker: { format: 'es' },
    build: {
      outDir: join(site, 'bench'),
      emptyOutDir: true,
      target: ['chrome111'],
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
    },
  })
  await cp(dist, site, { recursive: true })
  return site
}
