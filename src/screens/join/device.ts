/** The first that fits: Edge and Opera call themselves Chrome as well, and every phone calls itself something else too. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdg/, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/SamsungBrowser/, 'Samsung Internet'],
  [/Firefox|FxiOS/, 'Firefox'],
  [/Chrom(?:e|ium)|CriOS/, 'Chrome'],
  [/Safari/, 'Safari'],
]
const systems: readonly (readonly [RegExp, string])[] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/CrOS/, 'ChromeOS'],
  [/Windows/, 'Windows'],
  [/Macintosh/, 'Mac'],
  [/Linux/, 'Linux'],
]

const named = (list: readonly (readonly [RegExp, string])[], userAgent: string): string | undefined =>
  list.find(([trace]) => trace.test(userAgent))?.[1]

/** What a device is called until somebody renames it: "Chrome · Android", the same in every language. iPads call themselves Macs, which have no touch screen. */
export const deviceNameOf = ({ userAgent, maxTouchPoints }: Pick<Navigator, 'userAgent' | 'maxTouchPoints'>): string => {
  const system = named(systems, userAgent)
  const isIpad = system === 'Mac' && maxTouchPoints > 1
  return [named(browsers, userAgent), isIpad ? 'iPad' : system].filter((part) => part !== undefined).join(' · ')
}
