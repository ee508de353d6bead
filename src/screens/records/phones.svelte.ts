import { i18n } from '../../i18n/i18n.svelte.ts'
import { loadPhone, type Phones } from '../../domain/phone.ts'

let phones = $state.raw<Phones | null>(null)
let isAsked = false

/** A number as people here dial it. The numbering plans come when the first one is shown; until then it stands as it is kept. */
export const phoneText = (number: string): string => {
  if (phones !== null) return phones.format(number, i18n.manner.country)
  if (!isAsked && number.startsWith('+')) {
    isAsked = true
    // Without the plans (a first visit that lost its network) numbers stay readable as they are.
    loadPhone().then(
      (loaded) => (phones = loaded),
      () => (isAsked = false),
    )
  }
  return number
}
