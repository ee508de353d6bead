/** What a browser tells of itself. */
export interface Device {
  readonly userAgent: string
  readonly maxTouchPoints: number
  /** Opened from the home screen or as a window of its own. */
  readonly isInstalled: boolean
}

/** How the app is installed here: nothing to do, Apple's share sheet, Safari's dock, a browser's menu. */
export type InstallWay = 'installed' | 'ios' | 'android' | 'safari' | 'firefox' | 'desktop'

/** iPads call themselves Macs; Macs have no touch screen. */
export const installWay = ({ userAgent, maxTouchPoints, isInstalled }: Device): InstallWay => {
  if (isInstalled) return 'installed'
  if (/iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1)) return 'ios'
  if (/Android/.test(userAgent)) return 'android'
  if (/Firefox\//.test(userAgent)) return 'firefox'
  return /Safari\//.test(userAgent) && !/Chrom(?:e|ium)\/|Edg\//.test(userAgent) ? 'safari' : 'desktop'
}

export const thisDevice = (): Device => ({
  userAgent: navigator.userAgent,
  maxTouchPoints: navigator.maxTouchPoints,
  isInstalled: matchMedia('(display-mode: standalone)').matches || ('standalone' in navigator && navigator.standalone === true),
})
