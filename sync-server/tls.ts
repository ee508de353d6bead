import { readFile } from 'node:fs/promises'
import { createSecureContext } from 'node:tls'
import { err, ok, type Result } from '../src/core/result.ts'

/** Where they lie, in PEM. */
export interface TlsFiles {
  readonly cert: string
  readonly key: string
}

export interface Tls {
  readonly cert: Buffer
  readonly key: Buffer
}

/** Or a sentence that says what is wrong. */
export const readTls = async (files: TlsFiles): Promise<Result<Tls, string>> => {
  try {
    const tls = { cert: await readFile(files.cert), key: await readFile(files.key) }
    createSecureContext(tls)
    return ok(tls)
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unknown'
    return err(`The certificate ${files.cert} with the key ${files.key} cannot be used: ${why}`)
  }
}
