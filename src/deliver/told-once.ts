import { wordsIn } from '../store/fold.ts'
import { soundOf } from '../store/search/spelling.ts'
import type { Story } from '../store/stories.ts'

/** What is told: when, in which words, and with how many quotes. */
export type Tellable = {
  readonly title: string | null
  readonly at: number
  readonly keyQuotes: number
}

/** One event: the item it is told by, and the others about it. */
export type Told<One extends Tellable = Story> = { readonly lead: One; readonly also: readonly One[] }

const sameEventMs = 48 * 3_600_000
const fewestSharedWords = 3
const leastShared = 0.5

/** The stories with those of one event put together, in the order of the first of each. */
export function tellOnce<One extends Tellable>(stories: readonly One[]): Told<One>[] {
  const titles = titlesOf(stories)
  const events: Event<One>[] = []
  const eventsOfWord = new Map<string, Event<One>[]>()
  for (const [index, story] of stories.entries()) {
    const title = titles[index] ?? untitled
    const same = nearEvents(title, eventsOfWord).find((event) => isSame(story, title, event))
    if (same) {
      same.stories.push(story)
      continue
    }
    const event = { title, at: story.at, stories: [story] }
    events.push(event)
    for (const word of title.words.keys()) eventsOfWord.set(word, withEvent(eventsOfWord.get(word), event))
  }
  return events.map(({ stories: told }) => leadOf(told))
}

/** The words of a title, each with how much it tells. */
type Title = { readonly words: ReadonlyMap<string, number>; readonly weight: number }
type Event<One> = { readonly title: Title; readonly at: number; readonly stories: One[] }

const untitled: Title = { words: new Map(), weight: 0 }

/** A word of so many events says nothing about which one it is: comparing with all of them would take long. */
const mostEventsOfWord = 50

/** The events that share enough words with the title to be worth weighing them. */
function nearEvents<One>(title: Title, eventsOfWord: ReadonlyMap<string, Event<One>[]>): Event<One>[] {
  const shared = new Map<Event<One>, number>()
  for (const word of title.words.keys()) {
    const events = eventsOfWord.get(word) ?? []
    if (events.length >= mostEventsOfWord) continue
    for (const event of events) shared.set(event, (shared.get(event) ?? 0) + 1)
  }
  const enough = Math.min(fewestSharedWords - 1, title.words.size)
  return [...shared].filter(([, count]) => count >= enough).map(([event]) => event)
}

function withEvent<One>(known: Event<One>[] | undefined, event: Event<One>): Event<One>[] {
  if (known === undefined) return [event]
  if (known.length < mostEventsOfWord) known.push(event)
  return known
}

function isSame<One extends Tellable>(story: One, title: Title, event: Event<One>): boolean {
  if (Math.abs(story.at - event.at) > sameEventMs) return false
  const shared = [...title.words].filter(([word]) => event.title.words.has(word))
  if (shared.length === title.words.size && shared.length === event.title.words.size) return true
  if (shared.length < fewestSharedWords) return false
  const weight = shared.reduce((sum, [, each]) => sum + each, 0)
  return weight >= leastShared * Math.min(title.weight, event.title.weight)
}

/** Who has quotes tells it best. */
function leadOf<One extends Tellable>(stories: readonly One[]): Told<One> {
  const [first, ...rest] = stories.toSorted((one, other) => hasQuotes(other) - hasQuotes(one))
  if (first === undefined) throw new Error('tell once: an event without a story')
  return { lead: first, also: rest }
}

function hasQuotes({ keyQuotes }: Tellable): number {
  return keyQuotes > 0 ? 1 : 0
}

/** A word that stands in every title tells half as much as one that stands in a single one. */
function titlesOf(stories: readonly Tellable[]): Title[] {
  const stems = new Map<string, string>()
  const titles = stories.map(({ title }) => wordsOfTitle(title, stems))
  const counts = new Map<string, number>()
  for (const words of titles) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  const rarest = Math.log(stories.length + 1)
  return titles.map((words) => {
    const weights = [...words].map(
      (word) => [word, 1 + Math.log(stories.length / (counts.get(word) ?? 1)) / rarest] as const,
    )
    return { words: new Map(weights), weight: weights.reduce((sum, [, each]) => sum + each, 0) }
  })
}

const stemLength = 6

/** The words as they sound, without their endings; `stems` keeps what was worked out before. */
function wordsOfTitle(title: string | null, stems: Map<string, string>): ReadonlySet<string> {
  const telling = wordsIn(title ?? '').filter(
    (word) => (word.length > 2 || /\d/.test(word)) && !emptyWords.has(word),
  )
  for (const word of telling) if (!stems.has(word)) stems.set(word, soundOf(word).slice(0, stemLength))
  return new Set(telling.map((word) => stems.get(word) ?? word))
}

const emptyWords = new Set(
  `about after against all also amid and are been before being but can could during for from had has have her his how into
  its just more new not now off one only other our out over says said say she should than that the their them they this
  was were what when where which who why will with would you your
  aber als am auch auf aus bei bis das dem den der des die dies durch ein eine einem einen einer es fur gegen hat ich im
  ist mehr mit nach nicht noch nur oder sich sie sind uber um und vom von vor war was wie will wird zu zum zur
  aux avec ce ces cette comme dans des elle est les leur mais nous ont par pas plus pour que qui sans ses son sont sur
  une vers vous
  como con cual del desde donde ella entre era esta este esto fue hay las los mas muy nos para pero por que quien
  ser sin sobre son sus tras una uno
  але від все для його про також того цього через щоб що яка який які його після під над`.split(/\s+/),
)
