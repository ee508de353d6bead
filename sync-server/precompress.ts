// The build's last step: each text of dist beside its brotli and gzip form, so that the server never compresses while someone waits.
import { readFile, writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { filesIn, isText, typeOf } from './site.ts'

const compress = async (file: string) => {
  const body = await readFile(file)
  const br = await promisify(brotliCompress)(body, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
  })
  const gz = await promisify(gzip)(body, { level: 9 })
  await Promise.all([writeFile(`${file}.br`, br), writeFile(`${file}.gz`, gz)])
}

const texts = (await filesIn('dist')).filter((file) => isText(typeOf(file)))
await Promise.all(texts.map(compress))
