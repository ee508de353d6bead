/** From best to lost; the order of the table below and of every list of segments. */
export const rfmSegments = [
  'champions',
  'loyal',
  'potentialLoyal',
  'new',
  'promising',
  'needAttention',
  'aboutToSleep',
  'atRisk',
  'cannotLose',
  'hibernating',
  'lost',
] as const
export type RfmSegment = (typeof rfmSegments)[number]

/**
 * The eleven-segment grid in wide use, scores of recency, frequency and money as one number each: as published in the help pages of Squeezely
 * (now Spotler Activate, "App: RFM", 2024). The 125 combinations are each in one segment, which a test counts.
 */
const SCORES: Readonly<Record<RfmSegment, string>> = {
  champions: '555 554 544 545 454 455 445',
  loyal: '543 444 435 355 354 345 344 335',
  potentialLoyal: '553 551 552 541 542 533 532 531 452 451 442 441 431 453 433 432 423 353 352 351 342 341 333 323',
  new: '512 511 422 421 412 411 311',
  promising: '525 524 523 522 521 515 514 513 425 424 413 414 415 315 314 313',
  needAttention: '535 534 443 434 343 334 325 324',
  aboutToSleep: '331 321 312 221 213 231 241 251',
  atRisk: '255 254 245 244 253 252 243 242 235 234 225 224 153 152 145 143 142 135 134 133 125 124',
  cannotLose: '155 154 144 214 215 115 114 113',
  hibernating: '332 322 233 232 223 222 132 123 122 212 211',
  lost: '111 112 121 131 141 151',
}

/** Scores of each segment as `[r, f, m]`, each 1 to 5. */
export const scoresOf = (segment: RfmSegment): (readonly [number, number, number])[] =>
  SCORES[segment].split(' ').map((code) => [Number(code[0]), Number(code[1]), Number(code[2])])

const cell = (r: number, f: number, m: number): number => (r - 1) * 25 + (f - 1) * 5 + m - 1

const segmentByCell = new Uint8Array(125)
for (const [index, segment] of rfmSegments.entries()) for (const scores of scoresOf(segment)) segmentByCell[cell(...scores)] = index

/** The place in `rfmSegments` of three scores, each 1 to 5. */
export const segmentIndexOf = (r: number, f: number, m: number): number => segmentByCell[cell(r, f, m)] ?? 0
