/** Parameters that say where a reader came from, never what the page is. */
const trackingParameters =
  /^(utm_\w+|mc_[ce]id|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|igshid|twclid|ttclid|_hs(enc|mi)|mkt_tok|ref|ref_src|cmpid|cmp|ocid|icid|smid|ns_\w+|at_(medium|campaign|custom\d|link_\w+)|xtor|wt_mc|ftag|guccounter|guce_\w+|partner|feature|spm|scid|sr_share)$/i

/**
 * The address of a page with everything cut that does not decide which page it is, for telling pages apart:
 * tracking parameters, fragment, default port, `www.`, a slash at the end, the order of parameters, http against https.
 * Never shown and never fetched. Null for anything but a web address.
 */
export function canonicalUrl(link: string | null): string | null {
  if (link === null || !URL.canParse(link)) return null
  const url = new URL(link)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null
  const parameters = [...url.searchParams]
    .filter(([name]) => !trackingParameters.test(name))
    .sort(byNameAndValue)
  const query = new URLSearchParams(parameters).toString()
  const path = url.pathname.replace(/\/+$/, '')
  const host = url.host.replace(/^www\./, '')
  // A fragment that starts with "!" or "/" is an address of a single-page site.
  const route = /^#[!/]/.test(url.hash) ? url.hash : ''
  return `https://${host}${path}${query ? `?${query}` : ''}${route}`
}

function byNameAndValue(one: [string, string], other: [string, string]): number {
  return one.join('=') < other.join('=') ? -1 : 1
}
