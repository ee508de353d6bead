import { describe, expect, test } from 'vitest'
import { guessCustomers, guessPurpose, proposeMapping } from '../../src/files/mapping.ts'
import { targetsOf, type CustomersAre, type Purpose } from '../../src/files/targets.ts'
import { context, dataSource, hasData, sketch, synonyms, withData } from './sources.ts'
import type { FileSource } from '../../src/files/source.ts'

const mapped = async (
  content: string | FileSource,
  purpose: Purpose,
  customersAre: CustomersAre = 'people',
): Promise<Record<string, string | null>> => {
  const look = await sketch(content)
  const { mapping } = proposeMapping(look, purpose, customersAre, synonyms, context)
  return Object.fromEntries<string | null>(
    mapping.columns.map(({ column, target, itemKind }) => [
      look.headers[column] ?? '',
      itemKind === null ? target : `${target ?? ''}:${itemKind}`,
    ]),
  )
}

describe('headers find their fields in five languages', () => {
  test.each([
    ['en', 'First Name,Last Name,Mobile,E-mail,Company,Job Title,City'],
    ['zh-CN', '名,姓,手机,电子邮件,公司,职位,城市'],
    ['zh-TW', '名,姓,手機,電子郵件,公司,職稱,城市'],
    ['ko', '이름,성,휴대폰,이메일,회사명,직함,도시'],
    ['th', 'ชื่อ,นามสกุล,มือถือ,อีเมล,บริษัท,ตำแหน่ง,เมือง'],
  ])('%s', async (_, header) => {
    const targets = Object.values(await mapped(`${header}\nA,B,+66 81 234 5678,a@example.com,X Ltd,Boss,Rome\n`, 'contacts'))
    expect(targets).toEqual([
      'contact.name.given',
      'contact.name.family',
      'contact.phones.value:mobile',
      'contact.emails.value',
      'company.name',
      'contact.jobTitle',
      'contact.address.locality',
    ])
  })

  test.each([
    ['en', 'Order No.,Date,Item Code,Description,Qty,Unit Price,Customer ID'],
    ['zh-CN', '订单号,日期,商品编号,商品名称,数量,单价,客户编号'],
    ['zh-TW', '訂單號碼,日期,貨號,品名,數量,單價,客戶編號'],
    ['ko', '주문 번호,주문일,상품 코드,상품명,수량,단가,고객번호'],
    ['th', 'เลขที่บิล,วันที่,รหัสสินค้า,ชื่อสินค้า,จำนวน,ราคาต่อหน่วย,รหัสลูกค้า'],
  ])('%s, for an order book', async (_, header) => {
    expect(Object.values(await mapped(`${header}\n1,2026-01-02,X1,Tea pot,2,3.50,C1\n1,2026-01-02,X2,Cup,2,3.50,C1\n`, 'orders'))).toEqual([
      'order.number',
      'order.orderedAt',
      'product.code',
      'order.lines.name',
      'order.lines.qty',
      'order.lines.unitPrice',
      'contact.code',
    ])
  })

  test('a title is a job, unless the file has a column for the job', async () => {
    expect(await mapped('Name,Title\nAnn Lee,Buyer\n', 'contacts')).toMatchObject({ Title: 'contact.jobTitle' })
    expect(await mapped('Title,First Name,Last Name,Job Title\nMs,Ann,Lee,Buyer\n', 'contacts')).toMatchObject({
      Title: 'contact.name.prefix',
      'Job Title': 'contact.jobTitle',
    })
  })

  test('one column of names holds whole names', async () => {
    expect(await mapped('ชื่อ,เบอร์โทร\nกิตติพงศ์ ศรีสุวรรณ,081 234 5678\n', 'contacts')).toMatchObject({ ชื่อ: 'contact.name.full' })
  })

  test('a header that its values belie is not believed', async () => {
    expect(await mapped('Date,Amount,Quantity\nsoon,plenty,a few\n', 'orders')).toEqual({ Date: null, Amount: null, Quantity: null })
  })

  test('values speak where headers do not', async () => {
    expect(Object.values(await mapped('ann@example.com,+66 81 234 5678\nbob@example.com,+66 2 123 4567\n', 'contacts'))).toContain(
      'contact.phones.value',
    )
    expect(await mapped('x,number_of_things,dollar_value,day\n1,2,3.50,2026-01-02\n', 'orders')).toMatchObject({
      number_of_things: 'order.lines.qty',
      dollar_value: 'order.lines.amount',
      day: 'order.orderedAt',
    })
  })

  test('customers are people or companies, as the person says', async () => {
    const file = 'Invoice,Date,Customer,Total\n1,2026-01-02,Siam Trading Co. Ltd,5\n2,2026-01-03,ACME Inc.,6\n'
    expect(await mapped(file, 'orders', 'companies')).toMatchObject({ Customer: 'company.name' })
    expect(await mapped(file, 'orders', 'people')).toMatchObject({ Customer: 'contact.name.full' })
    expect(guessCustomers(await sketch(file), synonyms, 'dmy')).toBe('companies')
    expect(guessCustomers(await sketch('Invoice,Date,Customer,Total\n1,2026-01-02,Ann Lee,5\n'), synonyms, 'dmy')).toBe('people')
  })

  test('no column goes to two places and no scalar takes two columns', async () => {
    const { columns } = proposeMapping(
      await sketch('Name,Full Name,Email,E-mail 2 Address,Phone,Phone\nA B,A B,a@b.co,c@d.co,0812345678,0812345679\n'),
      'contacts',
      'people',
      synonyms,
      context,
    ).mapping
    const places = columns.map(({ target, slot }) => `${target ?? ''} ${slot}`).filter((place) => !place.startsWith(' '))
    expect(new Set(places).size).toBe(places.length)
    expect(columns.filter(({ target }) => target === 'contact.emails.value')).toHaveLength(2)
  })

  test('every target of every purpose is a field of the domain', () => {
    for (const purpose of ['contacts', 'companies', 'products', 'orders', 'deals'] as const) {
      const targets = targetsOf(purpose, 'companies').map(({ target }) => target)
      expect(new Set(targets).size).toBe(targets.length)
      expect(targets.length).toBeGreaterThan(5)
    }
  })

  test('every synonym leads somewhere', () => {
    const all = (['contacts', 'companies', 'products', 'orders', 'deals'] as const).flatMap((purpose) =>
      (['people', 'companies'] as const).flatMap((customers) => targetsOf(purpose, customers)),
    )
    const choices = all.flatMap(({ target, choices: own }) => own.map((choice) => `${target}.${choice}`))
    const tails = new Set(
      [...all.map(({ target }) => target), ...choices].flatMap((path) => [
        path,
        `*.${path
          .split('.')
          .slice(1)
          .join('.')
          .replace(/^billingAddress/, 'address')}`,
      ]),
    )
    const loose = Object.keys(synonyms)
      .map((key) => key.split(':')[0] ?? '')
      .filter((key) => !/^(?:customer|flag)\./.test(key) && !tails.has(key))
    expect(loose).toEqual([])
  })
})

describe('what a file is for', () => {
  test.each([
    ['contacts', 'First Name,Last Name,Email\nA,B,a@example.com\n'],
    ['companies', 'Company,Industry,Website,VAT number\nACME,Retail,acme.com,123\n'],
    ['products', 'SKU,Product name,Category,Price\nX1,Tea pot,Kitchen,3.50\n'],
    ['orders', 'InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice\n1,X1,2,2026-01-02,3.50\n'],
    ['deals', 'Opportunity,Account Name,Stage,Amount,Close Date\nBig one,ACME,Proposal,1000,2026-03-31\n'],
  ])('%s', async (purpose, text) => expect(guessPurpose(await sketch(text), synonyms, 'dmy')).toBe(purpose))
})

describe.skipIf(!hasData)(withData('files as tools write them'), () => {
  test('Google Contacts, with labels and several values in a cell', async () => {
    expect(await mapped(dataSource('contacts/google_contacts_new.csv'), 'contacts')).toMatchObject({
      'First Name': 'contact.name.given',
      'Last Name': 'contact.name.family',
      'Phonetic First Name': null,
      'Organization Name': 'company.name',
      Birthday: 'contact.birthDate',
      Notes: 'contact.description',
      'E-mail 1 - Label': 'contact.emails.kind',
      'E-mail 1 - Value': 'contact.emails.value',
      'Phone 1 - Label': 'contact.phones.kind',
      'Phone 1 - Value': 'contact.phones.value',
      'Phone 2 - Value': 'contact.phones.value',
    })
  })

  test.each(['contacts/outlook_cp949.csv', 'contacts/outlook_gbk.csv', 'contacts/outlook_utf8bom.csv'])('%s', async (path) => {
    expect(await mapped(dataSource(path), 'contacts')).toMatchObject({
      Title: 'contact.name.prefix',
      'First Name': 'contact.name.given',
      Company: 'company.name',
      'Business Phone': 'contact.phones.value:work',
      'Mobile Phone': 'contact.phones.value:mobile',
      'E-mail Address': 'contact.emails.value',
      'E-mail Type': null,
      'Business City': 'contact.address.locality',
    })
  })

  test('an invoice book, grouped by its invoices, and a table aligned by blanks', async () => {
    const invoices = await sketch(dataSource('onlineretail/onlineretail.csv.gz'))
    expect(guessPurpose(invoices, synonyms, 'dmy')).toBe('orders')
    expect(proposeMapping(invoices, 'orders', 'people', synonyms, context).mapping).toMatchObject({
      groupBy: 0,
      keys: ['order.number'],
      decimalMark: '.',
    })
    const purchases = await sketch(dataSource('cdnow/CDNOW_master.txt'))
    expect(guessPurpose(purchases, synonyms, 'dmy')).toBe('orders')
    expect(proposeMapping(purchases, 'orders', 'people', synonyms, context).mapping).toMatchObject({ groupBy: null, currency: 'USD' })
  })
})
