/**
 * How plausible decoded text is, per writing system: the cost of a character in nats (minus the logarithm of its chance), from three classes,
 * the most frequent characters, the rest of the everyday set, and everything else. Shares are rounded from public frequency lists
 * (Jun Da's Modern Chinese Character Frequency List; the National Institute of Korean Language's syllable counts); only their order of size matters.
 */
export type Script = 'any' | 'wide' | 'simplified' | 'traditional' | 'korean' | 'japanese' | 'thai' | 'western' | 'cyrillic'

const SIMPLIFIED =
  '的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运李伟华陈杨刘赵黄周吴徐孙胡朱林何郭罗梁宋郑谢韩唐冯董萧限贸易有司集团股份有限责任业务销售客户名称电话地址邮箱编号数量单价金额日期订单产品备注联系手机省县镇街号楼室'
const TRADITIONAL =
  '的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產新己制身果加西斯月話合回特代內信表化老給世位次度門任常先海通教兒原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活爾更別打女變四神總何電數安少報才結反受目太量再感建務做接必場件計管期市直德資命山金指克許統區保至隊形社便空決治展馬科司五基眼書非則聽白卻界達光放強即像難且權思王象完設式色路記南品住告類求據程北邊死張該交規萬取拉格望覺術領共確傳師觀清今切院讓識候帶導爭運李偉華陳楊劉趙黃周吳徐孫胡朱林何郭羅梁宋鄭謝韓唐馮董蕭限貿易有司集團股份有限責任銷售客戶名稱電話地址郵箱編號數量單價金額日期訂單產品備註聯絡手機省縣鎮街號樓室臺灣'
const KOREAN =
  '이다는을에의가고하지를은한로사도기나어자시서리인일대그아들정수있스부으라해보전여주원제만것게장상구용과동거연공니요조국비우성적관경세신무오화치미소생내물와문선면실중등방시분계회안음없된위명모간개습히년되러했르업진며학행민호발식유당양규체품결설업태통재반드더영말때법교바단목같마르려본입추트최속입현까김박최정강조윤장임오한신서권황안송류홍전고문손양배백허남심노하곽차주우구민유진지훈준영철수희경미숙주식회사번호이름전화주소메일수량단가금액날짜제품고객테크빛터프크스'
const JAPANESE =
  '日一国会人年大十二本中長出三同時政事自行社見月分議後前民生連五発間対上部東者党地合市業内相方四定今回新場金員九入選立開手米力学問高代明実円関決子動京全目表戦経通外最言氏現理調体化田当八六約主題下首意法不来作性的要用制治度務強気小七成期公野協取都和統以機平総加山思家話世受区領多県続進正安設保改数記院女初北午指権心界支第産結百派点教報済書府活原先共得解名交資予川向際査勝面委告軍文反元重近千考判認画海参売利組知案道信策集在件団別物側任引使求所次水半品昨論計死官増係感特情投示変打男基私各始島直両朝革価式確村提運終挙果西勢減台広容必応演電歳住争談能無再位置企真流格有疑口過局少放税検藤町常校料沢裁状工建語球営空職証土与急止送援供可役構木割聞身費付施切由説転食比難防補車優夫研収断井何南石足違消境神番規術護展態導鮮備宅害配副算視条幹独警宮究育席輸訪楽起万着乗店述残想線率病農州武声質念待試族象銀域助労例衛然早張映限親額監環験追審商葉義伝働形景落欧担好退準賀訴辺造英被株頭技低毎医復仕去姿味負閣韓渡失移差衆個門写評課末守若脳極種美岡影命含福蔵量望松非撃佐核観察整段横融型白深字答夜製票況音申様財港識注呼渉達株式会社様有限番号名前電話住所数量単価金額日付商品顧客'
const THAI = 'าอนรกเงมยลวดทสตะปบคีิไ่้ัแจพหชขใ์ู'
const WESTERN = 'éèêàâçùûôîïëüöäßñáíóúãõåæøÉÈÀÇÜÖÄÑÁÍÓÚÅØÆ°£€’“”–—'
const CYRILLIC = 'оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёОЕАИНТСРВЛКМДПУЯГЗБЧЙХЖШЮЦЩЭФ'

interface Profile {
  readonly common: ReadonlySet<string>
  /** The everyday set that the encoding's own standard puts first. */
  readonly main: ReadonlySet<string>
  readonly rest: RegExp
  readonly costs: readonly [common: number, main: number, rest: number]
}

const UNLIKELY = 13
/** Replacement character, NUL: one such byte in a thousand must still leave the right encoding first. */
const IMPOSSIBLE = 25
const PRIVATE = 20
const ASCII = 4
const FULL_WIDTH = 7.5

/** The characters that a two-byte range of an encoding stands for, read out of the decoder rather than shipped as a table. */
const charactersOf = (label: string, from: readonly [number, number], to: readonly [number, number]): Set<string> => {
  const bytes: number[] = []
  for (let lead = from[0]; lead <= to[0]; lead += 1) for (let trail = from[1]; trail <= to[1]; trail += 1) bytes.push(lead, trail)
  return new Set(new TextDecoder(label).decode(new Uint8Array(bytes)).replace(/[\uFFFD\uE000-\uF8FF\p{ASCII}]/gu, ''))
}

const profileOf = (
  common: string,
  main: ReadonlySet<string>,
  rest: RegExp,
  shares: readonly [number, number, number],
  restSize: number,
): Profile => {
  const frequent = new Set(common)
  const cost = (size: number, share: number) => Math.log(Math.max(1, size) / share)
  return { common: frequent, main, rest, costs: [cost(frequent.size, shares[0]), cost(main.size, shares[1]), cost(restSize, shares[2])] }
}

const HAN = /\p{Script=Han}/u
const makers: Readonly<Record<Exclude<Script, 'any' | 'wide'>, () => Profile>> = {
  simplified: () => profileOf(SIMPLIFIED, charactersOf('gb18030', [0xb0, 0xa1], [0xd7, 0xfe]), HAN, [0.6, 0.37, 0.015], 20_000),
  traditional: () => profileOf(TRADITIONAL, charactersOf('big5', [0xa4, 0x40], [0xc6, 0x7e]), HAN, [0.6, 0.37, 0.015], 8_000),
  korean: () =>
    profileOf(KOREAN, charactersOf('euc-kr', [0xb0, 0xa1], [0xc8, 0xfe]), /[\p{Script=Hangul}\p{Script=Han}]/u, [0.7, 0.28, 0.01], 12_000),
  japanese: () =>
    profileOf(
      JAPANESE,
      new Set([...charactersOf('shift_jis', [0x82, 0x9f], [0x83, 0x96]), ...charactersOf('shift_jis', [0x88, 0x9f], [0x97, 0xfc])]),
      /[\p{Script=Han}\p{Script=Katakana}ー]/u,
      [0.4, 0.57, 0.02],
      4_000,
    ),
  thai: () => profileOf(THAI, new Set(), /\p{Script=Thai}/u, [0.88, 1, 0.12], 54),
  western: () => profileOf(WESTERN, new Set(), /[\u00A1-\u017F\u2018-\u2026\u20AC\u2122]/u, [0.9, 1, 0.1], 80),
  cyrillic: () => profileOf(CYRILLIC, new Set(), /[\p{Script=Cyrillic}№«»]/u, [0.9, 1, 0.1], 60),
}
const made = new Map<Script, Profile>()

const profileFor = (script: Exclude<Script, 'any' | 'wide'>): Profile => {
  const profile = made.get(script) ?? makers[script]()
  made.set(script, profile)
  return profile
}

const costOf = (character: string, code: number, script: Script): number => {
  if (code < 0x80) return code >= 0x20 || code === 0x0a || code === 0x0d || code === 0x09 ? ASCII : IMPOSSIBLE
  if (code === 0xfffd) return IMPOSSIBLE
  if (code < 0xa0 || (code >= 0xe000 && code <= 0xf8ff)) return PRIVATE
  // Valid UTF-8 is hardly an accident; any two bytes are UTF-16, and most of them a rare Chinese character.
  if (script === 'any') return 3
  if (script === 'wide') return code < 0x250 ? 6 : 9
  const { common, main, rest, costs } = profileFor(script)
  if (common.has(character)) return costs[0]
  if (main.has(character)) return costs[1]
  if (rest.test(character)) return costs[2]
  return (code >= 0x3000 && code <= 0x303f) || (code >= 0xff00 && code <= 0xffef) ? FULL_WIDTH : UNLIKELY
}

const isLetter = (code: number): boolean => (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a)

/** Thai marks stand on a consonant and leading vowels before one; é stands singly among ASCII letters, and Cyrillic beside none. */
const orderCost = (code: number, before: number, script: Script): number => {
  if (script === 'cyrillic') return (code >= 0x400 && isLetter(before)) || (before >= 0x400 && isLetter(code)) ? 6 : 0
  if (script === 'western') return code >= 0x80 && before >= 0x80 ? 4 : 0
  if (script !== 'thai') return 0
  const isMark = code === 0x0e31 || (code >= 0x0e34 && code <= 0x0e3a) || (code >= 0x0e47 && code <= 0x0e4e)
  const wasLeading = before >= 0x0e40 && before <= 0x0e44
  if (isMark) return before >= 0x0e01 && before <= 0x0e4e && !wasLeading ? 0 : 6
  return wasLeading && !(code >= 0x0e01 && code <= 0x0e2e) ? 5 : 0
}

/** The cost in nats of a text, were it written in this script: the lower, the likelier. */
export const textCost = (text: string, script: Script): number => {
  let cost = 0
  let before = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    cost += costOf(character, code, script) + orderCost(code, before, script)
    before = code
  }
  return cost
}
