import { test } from 'vitest'
import { rage } from './storm.ts'

const seed = Number(process.env['SEED'] ?? 5)

test(`L4 three people make 600 edits on lines that lose, repeat and break, while tabs and the relay are killed: all see the same, nothing saved is lost (SEED=${seed})`, () =>
  rage({ seed, phones: 3, edits: 600, speed: 20 }))
