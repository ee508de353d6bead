import { expose } from 'comlink'
import { createEngine } from './engine.ts'
import { browserPlatform } from './platform.ts'

expose(createEngine(browserPlatform()))
