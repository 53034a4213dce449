type Sign = {
  readonly wall: string
  readonly header?: string
  readonly page?: RegExp
}

const signs: readonly Sign[] = [
  { wall: 'Cloudflare', header: 'cf-mitigated' },
  {
    wall: 'Cloudflare',
    page: /just a moment\.\.\.|attention required! \| cloudflare|cf-browser-verification/i,
  },
  { wall: 'DataDome', header: 'x-datadome' },
  { wall: 'AWS WAF', header: 'x-amzn-waf-action' },
  { wall: 'Imperva', page: /incapsula incident id|_incapsula_resource/i },
  { wall: 'DDoS-Guard', page: /ddos-guard/i },
  { wall: 'Anubis', page: /making sure you(?:'|&#39;|’)re not a bot!/i },
  { wall: 'Akamai', page: /errors\.edgesuite\.net/i },
]

const lookedAtBytes = 16 * 1024

/** Names the bot wall that answered in place of the site, or null when nothing looks like one. */
export function botWall(headers: Readonly<Record<string, string>>, body: Uint8Array): string | null {
  const page = Buffer.from(body.subarray(0, lookedAtBytes)).toString('latin1')
  const isSeen = (sign: Sign) =>
    (sign.header !== undefined && headers[sign.header] !== undefined) || sign.page?.test(page) === true
  return signs.find(isSeen)?.wall ?? null
}
