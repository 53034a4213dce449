import type { Locale, Texts } from '../../deliver/locale.ts'
import type { Options } from '../asked.ts'

/** The examples that read the same in every language. */
const everywhere: Readonly<Record<string, Options>> = {
  digest: { span: 'today' },
  why: { link: 'https://example.org/story' },
  unsubscribe: { feed: '12' },
  list: { scope: 'all' },
  'feed edit': { feed: '12' },
  'feed pause': { feed: '12' },
  'feed resume': { feed: '12' },
  'feed test': { feed: '12' },
}

const subscribing = { url: 'https://example.org/news', as: 'brief', every: 'daily 09:00' }

const examples: Texts<Readonly<Record<string, Options>>> = {
  en: {
    latest: { topic: 'Ukraine', count: '5' },
    search: { words: '"sea level" report', from: 'BBC', since: '7d' },
    said: { person: 'Zelenskyy', about: 'talks' },
    subscribe: { ...subscribing, filter: '+budget -rumour' },
  },
  de: {
    latest: { topic: 'Ukraine', count: '5' },
    search: { words: '"Heizung im Altbau" Förderung', from: 'Tagesschau', since: '7d' },
    said: { person: 'Selenskyj', about: 'Gespräche' },
    subscribe: { ...subscribing, filter: '+Haushalt -Gerücht' },
  },
  fr: {
    latest: { topic: 'Ukraine', count: '5' },
    search: { words: '"niveau de la mer" rapport', from: 'RFI', since: '7d' },
    said: { person: 'Zelensky', about: 'pourparlers' },
    subscribe: { ...subscribing, filter: '+budget -rumeur' },
  },
  es: {
    latest: { topic: 'Ucrania', count: '5' },
    search: { words: '"nivel del mar" informe', from: 'RTVE', since: '7d' },
    said: { person: 'Zelenski', about: 'negociaciones' },
    subscribe: { ...subscribing, filter: '+presupuesto -rumor' },
  },
  uk: {
    latest: { topic: 'енергетика', count: '5' },
    search: { words: '"рівень моря" звіт', from: 'BBC', since: '7d' },
    said: { person: 'Зеленський', about: 'переговори' },
    subscribe: { ...subscribing, filter: '+бюджет -чутки' },
  },
}

/** The options of a call as somebody would make it; none for a command that needs none. */
export function exampleOf(command: string, locale: Locale): Options {
  return examples[locale][command] ?? everywhere[command] ?? {}
}
