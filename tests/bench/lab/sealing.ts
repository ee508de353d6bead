import { createEngine } from '../../../src/engine/engine.ts'
import { browserPlatform } from '../../../src/engine/platform.ts'

/** Sizes in bytes of what each operation was given. */
export interface Sealed {
  readonly decrypt: readonly number[]
  readonly encrypt: readonly number[]
  readonly digest: readonly number[]
  readonly verify: readonly number[]
}
type Op = keyof Sealed

const LABEL = new Uint8Array(80)

/** Joins by a link with an engine whose every sealed byte is counted. */
export const joinCounting = async (link: string): Promise<Sealed> => {
  const counted: Record<Op, number[]> = { decrypt: [], encrypt: [], digest: [], verify: [] }
  const subtle = new Proxy(crypto.subtle, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name)
      if (typeof member !== 'function') return member
      return (...args: unknown[]) => {
        const data = args.at(-1)
        if (name in counted && ArrayBuffer.isView(data)) counted[name as Op].push(data.byteLength) // `in` says so
        return member.apply(target, args) as unknown
      }
    },
  })
  const counting = { subtle, getRandomValues: crypto.getRandomValues.bind(crypto), randomUUID: crypto.randomUUID.bind(crypto) }
  const engine = createEngine({ ...browserPlatform(), crypto: counting })
  const { port1, port2 } = new MessageChannel()
  await engine.watchOver(port2)
  port1.postMessage({ kind: 'pause', isPaused: false })
  const joined = await engine.join({ link, name: 'Cho', locale: 'en', deviceName: 'Bench' })
  if (!joined.ok) throw new Error(joined.error)
  return counted
}

/** The same operations on as many bytes, without anything else; answers the function that does them. */
const prepared = async ({ decrypt, encrypt, digest, verify }: Sealed): Promise<() => Promise<void>> => {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
  const pair = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify'])
  const message = new Uint8Array(verify[0] ?? 200)
  const signature = await crypto.subtle.sign('Ed25519', pair.privateKey, message)
  const how = { name: 'AES-GCM', iv: new Uint8Array(12), additionalData: LABEL }
  const sealedBySize = new Map<number, ArrayBuffer>()
  for (const size of new Set(decrypt)) sealedBySize.set(size, await crypto.subtle.encrypt(how, key, new Uint8Array(Math.max(0, size - 16))))
  return async () => {
    for (const size of decrypt) await crypto.subtle.decrypt(how, key, sealedBySize.get(size) ?? new ArrayBuffer())
    for (const size of encrypt) await crypto.subtle.encrypt(how, key, new Uint8Array(size))
    for (const size of digest) await crypto.subtle.digest('SHA-256', new Uint8Array(size))
    for (let at = 0; at < verify.length; at += 1) await crypto.subtle.verify('Ed25519', pair.publicKey, signature, message)
  }
}

let ready: (() => Promise<void>) | null = null

export const prepareSealing = async (sealed: Sealed): Promise<void> => {
  ready = await prepared(sealed)
}
export const sealAgain = async (): Promise<void> => {
  if (ready === null) throw new Error('nothing is prepared')
  await ready()
}
