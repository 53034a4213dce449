import type { ArticleRefusal } from './article.ts'

/** What readers of a post are told of: a page that is there, and is not for everybody. */
export const refusalReasons = [
  'subscribers-only',
  'consent',
  'robot-check',
  'login',
  'error-page',
] as const satisfies readonly ArticleRefusal[]

export type ToldRefusal = (typeof refusalReasons)[number]

/** Why pages hold no article, as it is logged and kept. */
export const refusalMessages: Readonly<Record<ToldRefusal, string>> = {
  'subscribers-only': 'page not read: the article is for subscribers, the page shows at most its start',
  consent: 'page not read: it asks for consent to cookies before it shows the article',
  'robot-check': 'page not read: it asks whoever opens it to prove to be human',
  login: 'page not read: it asks for a login before it shows the article',
  'error-page': 'page not read: it shows an error in place of the article',
}

/** For the readers of a post whose page was opened and holds no article. */
export const noArticleNotice = 'The page has no article we could read.'

const notices: Readonly<Record<ToldRefusal, string>> = {
  'subscribers-only': 'The article is for subscribers; this is what the feed says.',
  consent: 'The site asks for consent to cookies before it shows the article; this is what the feed says.',
  'robot-check': 'The site shows the article to people only, not to programs; this is what the feed says.',
  login: 'The site shows the article only after a login; this is what the feed says.',
  'error-page': 'The page shows an error in place of the article; this is what the feed says.',
}

/** Why a post has nothing from its article, in words for its readers. */
export function noticeOf(reason: ArticleRefusal): string {
  const told = refusalReasons.find((one) => one === reason)
  return told === undefined ? noArticleNotice : notices[told]
}
