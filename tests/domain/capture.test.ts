import { describe, expect, test } from 'vitest'
import { capture, type Captured } from '../../src/domain/capture/capture.ts'
import type { When } from '../../src/domain/capture/reading.ts'

/** A Monday. */
const when: When = { today: '2026-11-23', order: 'dmy', weekStart: 1 }
const nothing: Captured = { kind: 'task', subject: '', day: null, time: null, length: null, phones: [], emails: [] }
const at = (hour: number, minute = 0) => hour * 60 + minute

type Case = readonly [line: string, says: Partial<Captured>]
const reads = (line: string, says: Partial<Captured>, more: Partial<When> = {}) =>
  expect(capture(line, { ...when, ...more })).toEqual({ ...nothing, ...says })

const english: readonly Case[] = [
  [
    'Call Somchai 081-234-5678 tomorrow 10:00 about quote',
    { kind: 'call', subject: 'Call Somchai about quote', day: '2026-11-24', time: at(10), phones: ['081-234-5678'] },
  ],
  ['Meet Ann at Anchor Hotel on Friday at 3', { kind: 'meeting', subject: 'Meet Ann at Anchor Hotel', day: '2026-11-27', time: at(15) }],
  ['demo next Tuesday 2pm for 90 minutes', { kind: 'meeting', subject: 'demo', day: '2026-12-01', time: at(14), length: 90 }],
  [
    'email jo@beans.example the price list today',
    { kind: 'email', subject: 'email the price list', day: '2026-11-23', emails: ['jo@beans.example'] },
  ],
  ['Send samples in two weeks', { subject: 'Send samples', day: '2026-12-07' }],
  ['Send contract by 5 Dec', { subject: 'Send contract', day: '2026-12-05' }],
  ['Renewal talk Jan 14th, 2027 at noon', { subject: 'Renewal talk', day: '2027-01-14', time: at(12) }],
  [
    'Board meeting 10:30-12:00 day after tomorrow',
    { kind: 'meeting', subject: 'Board meeting', day: '2026-11-25', time: at(10, 30), length: 90 },
  ],
  ['tonight at 8pm dinner with Beacon', { subject: 'dinner with Beacon', day: '2026-11-23', time: at(20) }],
  ['Visit Siam Tea tomorrow morning', { kind: 'visit', subject: 'Visit Siam Tea', day: '2026-11-24', time: at(9) }],
  ['Called Bee yesterday, wants 20 boxes', { kind: 'call', subject: 'Called Bee, wants 20 boxes', day: '2026-11-22' }],
]
const chinese: readonly Case[] = [
  [
    '明天上午10点给王伟打电话 13812345678',
    { kind: 'call', subject: '给王伟打电话', day: '2026-11-24', time: at(10), phones: ['13812345678'] },
  ],
  ['下周三下午三点半拜访海港酒店', { kind: 'visit', subject: '拜访海港酒店', day: '2026-12-02', time: at(15, 30) }],
  ['週五開會一個小時', { kind: 'meeting', subject: '開會', day: '2026-11-27', length: 60 }],
  ['12月3日前台样品', { subject: '前台样品', day: '2026-12-03' }],
  ['三天后寄合同', { subject: '寄合同', day: '2026-11-26' }],
  ['後天晚上8點跟林小姐吃飯', { subject: '跟林小姐吃飯', day: '2026-11-25', time: at(20) }],
  ['明晚7点晚餐会', { subject: '晚餐会', day: '2026-11-24', time: at(19) }],
  ['下个月5号续约', { subject: '续约', day: '2026-12-05' }],
  ['发邮件给li@tea.example 今天', { kind: 'email', subject: '发邮件给', day: '2026-11-23', emails: ['li@tea.example'] }],
]
const korean: readonly Case[] = [
  [
    '내일 오전 10시에 김 부장님 전화 010-1234-5678',
    { kind: 'call', subject: '김 부장님 전화', day: '2026-11-24', time: at(10), phones: ['010-1234-5678'] },
  ],
  ['다음 주 수요일 오후 3시 반 한빛상사 방문', { kind: 'visit', subject: '한빛상사 방문', day: '2026-12-02', time: at(15, 30) }],
  ['금요일 두 시 미팅 30분', { kind: 'meeting', subject: '미팅', day: '2026-11-27', time: at(14), length: 30 }],
  ['12월 3일까지 견적서 보내기', { subject: '견적서 보내기', day: '2026-12-03' }],
  ['3일 후 샘플 발송', { subject: '샘플 발송', day: '2026-11-26' }],
  ['모레 정오에 점심', { subject: '점심', day: '2026-11-25', time: at(12) }],
]
const thai: readonly Case[] = [
  [
    'โทรหาคุณสมชาย 081-234-5678 พรุ่งนี้ 10:00 น. เรื่องใบเสนอราคา',
    { kind: 'call', subject: 'โทรหาคุณสมชาย เรื่องใบเสนอราคา', day: '2026-11-24', time: at(10), phones: ['081-234-5678'] },
  ],
  ['ประชุมวันศุกร์หน้า บ่าย 2 โมงครึ่ง', { kind: 'meeting', subject: 'ประชุม', day: '2026-12-04', time: at(14, 30) }],
  ['เยี่ยมลูกค้า ๓ ธ.ค. ๒๕๖๙ ๑๐ โมงเช้า', { kind: 'visit', subject: 'เยี่ยมลูกค้า', day: '2026-12-03', time: at(10) }],
  ['ส่งตัวอย่าง อีก 3 วัน', { subject: 'ส่งตัวอย่าง', day: '2026-11-26' }],
  ['กินข้าวกับคุณนก มะรืนนี้ 1 ทุ่ม', { subject: 'กินข้าวกับคุณนก', day: '2026-11-25', time: at(19) }],
  ['นัดตอนเที่ยงวันพุธ 1 ชั่วโมงครึ่ง', { kind: 'meeting', subject: 'นัด', day: '2026-11-25', time: at(12), length: 90 }],
  ['ตามเรื่องสัญญา อาทิตย์หน้า', { subject: 'ตามเรื่องสัญญา', day: '2026-11-30' }],
]

describe.each([
  ['English', english],
  ['Chinese', chinese],
  ['Korean', korean],
  ['Thai', thai],
] as const)('a line in %s', (_, cases) => {
  test.each(cases)('%s', (line, says) => reads(line, says))
})

describe('a line', () => {
  test('means by 3/4 what the country means', () => {
    reads('Order 3/12', { subject: 'Order', day: '2026-12-03' })
    reads('Order 12/3', { subject: 'Order', day: '2026-12-03' }, { order: 'mdy' })
    reads('สั่งของ 3/12/2569', { subject: 'สั่งของ', day: '2026-12-03' })
  })

  test('without a year means the next time that the day comes', () => {
    reads('Renew 22 Nov', { subject: 'Renew', day: '2027-11-22' })
    reads('Renew 23 Nov', { subject: 'Renew', day: '2026-11-23' })
    reads('Leap 29 Feb', { subject: 'Leap', day: '2028-02-29' })
  })

  test('keeps what is no day, time or number of a phone', () => {
    for (const line of [
      'Offer 12 500 000 for order SO-1234',
      'Buy 10 boxes at 2.50',
      'Reply to Sun May about May',
      'Ask for 1,000,000',
      'Version 10.30 of the plan',
    ])
      reads(line, { subject: line })
  })

  test('has one day and one time: a second one is part of what it says', () => {
    reads('Tomorrow ask Ann about Friday', { subject: 'ask Ann about Friday', day: '2026-11-24' })
    reads('10:00 move the 14:00 call', { kind: 'call', subject: 'move the 14:00 call', time: at(10) })
  })

  test('of nothing but a day has no subject, and an empty one says nothing', () => {
    reads('tomorrow 9am', { day: '2026-11-24', time: at(9) })
    reads('  ', {})
  })

  test('that names a day or an hour that there is not keeps it', () => {
    reads('31 Feb 25:00 30/02/2027', { subject: '31 Feb 25:00 30/02/2027' })
  })
})
