import type { Block, RichText } from '../../deliver/view.ts'
import type { Asked } from '../asked.ts'
import { nameOf } from '../notices/trouble.ts'
import { subscribeTexts } from '../texts/subscribe.ts'
import { type FoundFeed, factsOf } from './found-feeds.ts'
import { languageName } from './subscribe-preview.ts'

/** The feeds that were found, each with what helps to choose among them. */
export function foundList(found: readonly FoundFeed[], asked: Pick<Asked, 'locale' | 'now'>): Block {
  return { kind: 'list', items: found.map((one) => foundLine(one, asked)) }
}

function foundLine({ url, feed }: FoundFeed, { locale, now }: Pick<Asked, 'locale' | 'now'>): RichText {
  const texts = subscribeTexts[locale]
  const { newestAt, ratePerDay, language, silentSince } = factsOf(feed, now)
  const newest: RichText = newestAt === null ? [] : [' · ', texts.newest, { time: newestAt, as: 'ago' }]
  return [
    { strong: nameOf({ title: feed.title, url }) },
    ...newest,
    ...(ratePerDay === null || silentSince !== null ? [] : [` · ${texts.ratePerDay(ratePerDay)}`]),
    ...(language === null ? [] : [` · ${languageName(language, locale)}`]),
  ]
}

/** The menu to choose one of them from; the draft with this id knows their addresses. */
export function chooseFound(id: number, found: readonly FoundFeed[], placeholder: string): Block {
  return {
    kind: 'select',
    action: 'subscribe-pick',
    placeholder,
    chosen: null,
    options: found.map(({ url, feed }, place) => ({
      value: `${id}:${place}`,
      label: nameOf({ title: feed.title, url }).slice(0, 70),
    })),
  }
}
