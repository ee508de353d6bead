import { quantile } from '../results.ts'
import type { Member, Target } from './target.ts'

export interface Load {
  readonly rooms: number
  readonly members: number
  /** Updates a second of each member. */
  readonly rate: number
  readonly warmSeconds: number
  readonly seconds: number
}

export interface Carried {
  /** Updates handed to a member, all members together, per second of the server's CPU. */
  readonly perCpuSecond: number
  /** ms from sending to arriving. */
  readonly p99: number
  /** Of what was sent to arrive in the time, the part that did. */
  readonly share: number
  readonly cpuShare: number
  readonly residentMb: number
}

/** Everyone sends at the same rate, evenly over time. One member of each room reads what arrives; the others get the same. */
export const carry = async ({ process: server, join }: Target, { rooms, members, rate, warmSeconds, seconds }: Load): Promise<Carried> => {
  const all: { readonly room: number; readonly member: Member; readonly number: number }[] = []
  for (let room = 0; room < rooms; room += 1)
    for (let number = 0; number < members; number += 1) all.push({ room, number, member: await join(room, number) })

  const sentAt = new Map<string, number>()
  const delays: number[] = []
  let isCounting = false
  for (const { room, member, number } of all)
    if (number === 0)
      member.listen((id) => {
        const sent = sentAt.get(`${room}/${id}`)
        if (isCounting && sent !== undefined) delays.push(performance.now() - sent)
      })

  const start = performance.now()
  const end = start + (warmSeconds + seconds) * 1_000
  let sent = 0
  const sendDue = () => {
    const due = Math.floor(((performance.now() - start) / 1_000) * rate * all.length)
    for (; sent < due; sent += 1) {
      const one = all[sent % all.length]
      const n = Math.floor(sent / all.length)
      sentAt.set(`${one?.room ?? 0}/${one?.number ?? 0}/${n}`, performance.now())
      one?.member.send(n)
    }
  }
  let cpu = 0
  let countedFrom = 0
  while (performance.now() < end) {
    sendDue()
    if (!isCounting && performance.now() > start + warmSeconds * 1_000) {
      isCounting = true
      cpu = server.cpuMs()
      countedFrom = performance.now()
    }
    await new Promise((later) => setTimeout(later, 5))
  }
  const wall = performance.now() - countedFrom
  const used = server.cpuMs() - cpu
  const delivered = delays.length * members
  return {
    perCpuSecond: delivered / (used / 1_000),
    p99: quantile(delays, 0.99),
    share: delivered / (rate * (wall / 1_000) * rooms * members * members),
    cpuShare: used / wall,
    residentMb: server.residentMb(),
  }
}
