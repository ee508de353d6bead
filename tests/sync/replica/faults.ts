import { IDBDatabase, IDBObjectStore } from 'fake-indexeddb'
import { intBelow, type Random } from '../../../src/core/random.ts'
import { must } from '../../../src/core/result.ts'

/** Every write that is not a deletion is refused, as on a disk that is full to the brim. */
export const onFullDisk = async <T>(work: () => Promise<T>): Promise<T> => {
  const [put, add] = [methodOf(IDBObjectStore.prototype, 'put'), methodOf(IDBObjectStore.prototype, 'add')]
  const full = () => {
    throw new DOMException('full', 'QuotaExceededError')
  }
  IDBObjectStore.prototype.put = full
  IDBObjectStore.prototype.add = full
  try {
    return await work()
  } finally {
    Object.defineProperty(IDBObjectStore.prototype, 'put', put)
    Object.defineProperty(IDBObjectStore.prototype, 'add', add)
  }
}

const methodOf = (prototype: object, name: string): PropertyDescriptor => must(Object.getOwnPropertyDescriptor(prototype, name), name)

class Died extends Error {}

/** The process dies at the `step`th transaction or sealing after `arm`: nothing after it happens. Answers whether the work came that far. */
export const diesAt = async (step: number, work: (crypto: Crypto, arm: () => void) => Promise<unknown>): Promise<boolean> => {
  let steps = 0
  let isArmed = false
  const go = () => {
    if (isArmed) steps += 1
    if (steps >= step) throw new Died()
  }
  const transaction = methodOf(IDBDatabase.prototype, 'transaction')
  IDBDatabase.prototype.transaction = function (...args) {
    go()
    return (transaction.value as IDBDatabase['transaction']).apply(this, args) // the method itself
  }
  const subtle = new Proxy(crypto.subtle, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name)
      return (...args: unknown[]) => {
        go()
        return (member as (...all: unknown[]) => unknown).apply(target, args) // every member is a method
      }
    },
  })
  try {
    const dying = { subtle, getRandomValues: crypto.getRandomValues.bind(crypto), randomUUID: crypto.randomUUID.bind(crypto) }
    await work(dying, () => (isArmed = true))
    return false
  } catch (error) {
    if (steps < step) throw error
    return true
  } finally {
    Object.defineProperty(IDBDatabase.prototype, 'transaction', transaction)
  }
}

/** One answer in ten is late, so that they come in another order than they were asked for. */
export const slowCrypto = (random: Random): Crypto => ({
  subtle: new Proxy(crypto.subtle, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name)
      return async (...args: unknown[]): Promise<unknown> => {
        for (let turns = intBelow(random, 80) - 72; turns > 0; turns -= 1) await new Promise((later) => setImmediate(later))
        return (member as (...all: unknown[]) => unknown).apply(target, args) // every member is a method
      }
    },
  }),
  getRandomValues: crypto.getRandomValues.bind(crypto),
  randomUUID: crypto.randomUUID.bind(crypto),
})
