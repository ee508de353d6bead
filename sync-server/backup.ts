// `npm run backup -- copy.db`: a copy of the relay's data, whole and in order, while the relay runs.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

const [target] = process.argv.slice(2)
const source = join(process.env['DATA'] ?? 'data', 'relay.db')

const problem = (): string | null => {
  if (target === undefined) return 'Say where the copy goes: npm run backup -- copy.db'
  if (existsSync(target)) return `${target} is there already.`
  return existsSync(source) ? null : `There is no ${source}: set DATA to the relay's folder.`
}

const sentence = problem()
if (sentence !== null) {
  console.error(sentence)
  process.exit(1)
}
const database = new DatabaseSync(source, { readOnly: true })
database.prepare('VACUUM INTO ?').run(target ?? '')
database.close()
console.log(`Copied to ${target ?? ''}`)
