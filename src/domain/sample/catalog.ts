import type { Product } from '../product/product.ts'

export type Category = 'coffee' | 'drinks' | 'supplies' | 'equipment' | 'services'
export type Unit = 'bag' | 'box' | 'case' | 'bottle' | 'pack' | 'piece' | 'visit' | 'day'

/** What the sample's coffee roaster sells, and how it is bought; names and prices are each country's own. */
export interface CatalogItem {
  readonly code: string
  readonly category: Category
  readonly kind: NonNullable<Product['kind']>
  readonly unit: Unit
  /** How often it is on an order, against the others. */
  readonly weight: number
  readonly qty: readonly [least: number, most: number]
  /** Cold brew sells when it is warm, gifts at the year's end. */
  readonly season?: 'warm' | 'festive'
  /** The planted decline: it loses half of its buyers every five or six months. */
  readonly fades?: true
}

export const catalog: readonly CatalogItem[] = [
  { code: 'CF-101', category: 'coffee', kind: 'goods', unit: 'bag', weight: 20, qty: [3, 16] },
  { code: 'CF-102', category: 'coffee', kind: 'goods', unit: 'bag', weight: 18, qty: [3, 16] },
  { code: 'CF-103', category: 'coffee', kind: 'goods', unit: 'bag', weight: 10, qty: [2, 8] },
  { code: 'CF-104', category: 'coffee', kind: 'goods', unit: 'bag', weight: 6, qty: [1, 6] },
  { code: 'CF-201', category: 'coffee', kind: 'goods', unit: 'box', weight: 28, qty: [6, 16], fades: true },
  { code: 'CF-301', category: 'drinks', kind: 'goods', unit: 'case', weight: 9, qty: [2, 9], season: 'warm' },
  { code: 'CF-401', category: 'coffee', kind: 'bundle', unit: 'box', weight: 6, qty: [4, 20], season: 'festive' },
  { code: 'DR-101', category: 'drinks', kind: 'goods', unit: 'case', weight: 10, qty: [4, 16] },
  { code: 'DR-102', category: 'drinks', kind: 'goods', unit: 'bottle', weight: 8, qty: [2, 10] },
  { code: 'DR-103', category: 'drinks', kind: 'goods', unit: 'bag', weight: 6, qty: [1, 6] },
  { code: 'SP-101', category: 'supplies', kind: 'goods', unit: 'box', weight: 9, qty: [1, 4] },
  { code: 'SP-102', category: 'supplies', kind: 'goods', unit: 'pack', weight: 6, qty: [1, 6] },
  { code: 'EQ-101', category: 'equipment', kind: 'goods', unit: 'piece', weight: 0.9, qty: [1, 1] },
  { code: 'EQ-201', category: 'equipment', kind: 'goods', unit: 'piece', weight: 0.25, qty: [1, 1] },
  { code: 'SV-101', category: 'services', kind: 'service', unit: 'visit', weight: 2.4, qty: [1, 1] },
  { code: 'SV-102', category: 'services', kind: 'service', unit: 'day', weight: 1.2, qty: [1, 1] },
]

/** Orders by calendar month, January first: quiet after the holidays, busiest before them. */
const YEAR = [0.86, 0.82, 0.95, 0.98, 1, 1.03, 0.97, 0.92, 1, 1.06, 1.2, 1.34]
const WARM = [0.3, 0.4, 0.7, 1, 1.6, 2.1, 2.3, 2.1, 1.3, 0.8, 0.4, 0.3]
const FESTIVE = [0.3, 0.4, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.7, 1.4, 3.4, 4.6]
/** 48 % more orders after a year. */
const GROWTH = 1.033

const inYear = (shape: readonly number[], month: number): number => shape[((month % 12) + 12) % 12] ?? 1

/** How many orders a month sees against others; `month` as `monthIndex` counts, `age` in months since the sample begins. */
export const busyness = (month: number, age: number): number => inYear(YEAR, month) * GROWTH ** age

export const weightOf = ({ weight, season, fades }: CatalogItem, month: number, age: number): number => {
  if (fades) return weight * 2 ** (-age / 5.5)
  if (season === 'warm') return weight * inYear(WARM, month)
  return season === 'festive' ? weight * inYear(FESTIVE, month) : weight
}
