import { expose } from 'comlink'
import * as z from 'zod/mini'
import { createEngine } from './engine.ts'
import { browserPlatform } from './platform.ts'

z.config({ jitless: true }) // the policy allows no eval
expose(createEngine(browserPlatform()))
