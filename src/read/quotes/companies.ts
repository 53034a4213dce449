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

/** The companies an article introduces. */
export function companiesOf(text: string): readonly Company[] {
  return introductions.flatMap((introduction) =>
    [...text.matchAll(introduction)].map(({ 1: found = '', index }) => ({
      name: found.replace(/[’']s$|[.,]$/g, ''),
      at: index,
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
