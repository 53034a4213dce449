import { firstOf, type Metas } from './page-sources.ts'
import { wordsOf } from './wording.ts'

/** Companies that own papers, agencies that papers print, and programs that blogs are written with. */
const notTheOutlet =
  /\b(?:inc|llc|ltd|limited|gmbh|ag|plc|corp|corporation|company|co|holdings?|group|media|publishing|publishers|publications|verlag|networks?|news service|s\.?a|b\.?v|ab|oy|spa|srl)\.?$|^(?:the )?(?:associated press|ap|reuters|afp|agence france-presse|dpa|efe|ansa|upi|pti|ians|xinhua|blogger|wordpress|admin)$/i

/** The name readers know the paper by; null when the page does not say. */
export function outletOf(publisher: string | null, metas: Metas): string | null {
  const siteName = firstOf(metas, ['og:site_name', 'application-name', 'publisher'])
  if (publisher === null || /^https?:|^@/i.test(publisher)) return siteName
  if (siteName === null) return publisher
  if (lettersOf(publisher) === lettersOf(siteName)) return moreLegible(publisher, siteName)
  return notTheOutlet.test(publisher) ? siteName : publisher
}

function lettersOf(name: string): string {
  return wordsOf(name).replaceAll(' ', '')
}

// "TheHill" and "The Hill", "usatoday" and "USA TODAY".
function moreLegible(one: string, other: string): string {
  return other.split(' ').length > one.split(' ').length ? other : one
}
