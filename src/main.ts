import { takeInvite } from './app/invited.ts'

// Before anything can fail.
const invite = takeInvite()

const startEngine = () => new Worker(new URL('./engine/worker.ts', import.meta.url), { type: 'module' })

// It reads the disk while the page is still on its way.
const engine = startEngine()
void import('./app/start.ts').then(({ start }) => start(engine, startEngine, invite, takeInvite))
