/** Nouns that say of a name that it is a company, and that stand for it later on: "the company said". */
const companyNouns =
  'company|firm|maker|manufacturer|carmaker|automaker|chipmaker|drugmaker|retailer|supplier|start-?up|airline|brewer|publisher|developer|operator|insurer|lender|chain|conglomerate'

const name = String.raw`\p{Lu}[\p{L}\p{N}’'.-]{0,30}(?:\s(?:&\s)?\p{Lu}[\p{L}\p{N}’'-]{0,30}){0,4}`

/** Each pattern has the name as its first group; all are bounded, so that any text is read in linear time. */
const introductions: readonly RegExp[] = [
  // "appliance maker Halden & Pike", "the port operator, Northline Harbours"
  new RegExp(String.raw`\b(?:${companyNouns}),?\s(${name})`, 'gu'),
  // "Halden & Pike, a maker of kettles"
  new RegExp(String.raw`(${name}),\s(?:a|an|the)\s(?:[\p{L}-]{1,20}\s){0,4}(?:${companyNouns})\b`, 'gu'),
  // "Acme Inc", "Muster GmbH"
  new RegExp(String.raw`(${name})\s(?:Inc|Corp|Ltd|LLC|PLC|GmbH|AG|SE)\b`, 'gu'),
]

const reference = new RegExp(`^(?:${companyNouns})$`, 'u')

/** A company the article introduces as one, and where. */
export type Company = { readonly name: string; readonly at: number }

const sign = new RegExp(String.raw`\b(?:${companyNouns}|Inc|Corp|Ltd|LLC|PLC|GmbH|AG|SE)\b`, 'g')
const farthestName = 240

/** The companies an article introduces. */
export function companiesOf(text: string): readonly Company[] {
  const found = new Map<number, Company>()
  let readTo = 0
  for (const { index } of text.matchAll(sign)) {
    // Names are looked for around the words alone: a pattern that starts with any name is slow on a whole text.
    const from = Math.max(readTo, index - farthestName)
    readTo = Math.max(readTo, index - farthestName)
    for (const company of introducedIn(text.slice(from, index + farthestName), from))
      found.set(company.at, company)
  }
  return [...found.values()].sort((a, b) => a.at - b.at)
}

function introducedIn(window: string, from: number): readonly Company[] {
  return introductions.flatMap((introduction) =>
    [...window.matchAll(introduction)].map(({ 1: name = '', index }) => ({
      name: name.replace(/[’']s$|[.,]$/g, ''),
      at: from + index,
    })),
  )
}

/** The company that "the company" at this place means: the only one introduced before it, or null. */
export function companyMeant(companies: readonly Company[], noun: string, at: number): Company | null {
  if (!reference.test(noun)) return null
  let only: Company | null = null
  for (const company of companies) {
    if (company.at >= at) continue
    if (only !== null && company.name !== only.name) return null
    only = company
  }
  return only
}
