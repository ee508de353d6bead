import { textInitials } from '../../i18n/names.ts'
import type { ListArea } from '../area.ts'
import { areaByEntity } from '../areas.ts'
import { dayText, dotted, moneyText, textIn, whenText } from '../records/list/cell.ts'
import type { Tone } from '../../ui/signs/tone.ts'

const toneByStageType: Readonly<Partial<Record<string, Tone>>> = { open: 'accent', won: 'good', lost: 'plain', onHold: 'warn' }
const isOpen = { column: 'stageId.type', op: 'is', value: 'open' } as const

export const listing: ListArea = {
  ...areaByEntity.deal,
  empty: 'shell.empty.deals',
  drawing: 'deals',
  columns: ['name', 'companyId', 'stageId', 'amount', 'expectedCloseDate', 'nextStep', 'ownerId'],
  reads: ['name', 'companyId', 'stageId', 'stageId.type', 'expectedCloseDate', 'nextStep', 'amount', 'closedAt'],
  sort: [{ column: 'expectedCloseDate' }],
  sums: ['amount'],
  groups: ['stageId', 'companyId', 'expectedCloseDate', 'type', 'lostReason', 'competitorIds', 'ownerId'],
  views: [
    { title: 'view.deal.open', filter: isOpen },
    { title: 'view.deal.closing', filter: { all: [isOpen, { column: 'expectedCloseDate', op: 'within', value: 'thisMonth' }] } },
    { title: 'view.deal.late', filter: { all: [isOpen, { column: 'expectedCloseDate', op: 'within', value: 'overdue' }] } },
    {
      title: 'view.deal.won',
      filter: { column: 'stageId.type', op: 'is', value: 'won' },
      sort: [{ column: 'closedAt', descending: true }],
    },
    { title: 'view.deal.noDecisionMaker', filter: { all: [isOpen, { column: 'decisionMakerCount', op: 'is', value: 0 }] } },
    { title: 'view.mine', filter: { column: 'ownerId', op: 'is', value: '$me' } },
  ],
  line: (row, moment) => {
    const title = textIn(row['name'])
    const company = textIn(row['companyId'])
    const stage = textIn(row['stageId'])
    const type = textIn(row['stageId.type'])
    const close = textIn(row['expectedCloseDate'])
    const isLate = type === 'open' && close !== '' && close < moment.today
    return {
      title,
      initials: textInitials(company || title),
      context: dotted(title.startsWith(company) ? '' : company, textIn(row['nextStep'])),
      ...moneyText('value', row['amount']),
      ...(type === 'open' || row['closedAt'] === null ? dayText(close, moment) : whenText(row['closedAt'], moment)),
      isLate,
      ...(stage === '' ? {} : { chip: { text: stage, tone: toneByStageType[type] ?? 'plain' } }),
    }
  },
}
