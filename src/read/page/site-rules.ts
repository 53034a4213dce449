/** How a site marks its article, for sites whose pages say it more surely than their shape does. */
export type SiteRule = {
  /** The elements that hold the article, in the order of the page. */
  readonly body: string
  /** What stands inside of them and is not the article. */
  readonly drop?: string
}

const bbc: SiteRule = {
  body: '[data-component="text-block"], [data-component="subheadline-block"], [data-component="unordered-list-block"], [data-component="ordered-list-block"]',
}

/** By the end of the host name. The markup has been there for years; where it is gone, the rule is not used. */
const rules: Readonly<Record<string, SiteRule>> = {
  'apnews.com': { body: '.RichTextStoryBody', drop: '.Enhancement, .PageListEnhancementGeneric' },
  'bbc.co.uk': bbc,
  'bbc.com': bbc,
  'cnn.com': { body: '.article__content', drop: '[data-component-name="related-content"]' },
  'npr.org': { body: '#storytext', drop: '.bucketwrap, .credit-caption, .enlarge_measure' },
  'reuters.com': { body: '[data-testid^="paragraph-"]' },
}

/** The rule of the site an address belongs to; null for nearly all. */
export function siteRuleOf(url: string | null): SiteRule | null {
  const host = url === null ? undefined : URL.parse(url)?.hostname
  const name = Object.keys(rules).find((suffix) => host === suffix || host?.endsWith(`.${suffix}`) === true)
  return name === undefined ? null : (rules[name] ?? null)
}
