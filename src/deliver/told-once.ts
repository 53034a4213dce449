import { wordsIn } from '../store/fold.ts'
import { soundOf } from '../store/spelling.ts'
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
  const rarity = rarityOf(stories)
  const events: Event<One>[] = []
  const eventsOfWord = new Map<string, Set<Event<One>>>()
  for (const story of stories) {
    const words = wordsOfTitle(story.title)
    const near = new Set([...words].flatMap((word) => [...(eventsOfWord.get(word) ?? [])]))
    const same = [...near].find((event) => isSame(story, words, event, rarity))
    if (same) {
      same.stories.push(story)
      continue
    }
    const event = { at: story.at, words, stories: [story] }
    events.push(event)
    for (const word of words)
      eventsOfWord.set(word, (eventsOfWord.get(word) ?? new Set<Event<One>>()).add(event))
  }
  return events.map(({ stories: told }) => leadOf(told))
}

type Event<One> = { readonly at: number; readonly words: ReadonlySet<string>; readonly stories: One[] }

function isSame<One extends Tellable>(
  story: One,
  words: ReadonlySet<string>,
  event: Event<One>,
  rarity: ReadonlyMap<string, number>,
): boolean {
  if (Math.abs(story.at - event.at) > sameEventMs) return false
  const shared = words.intersection(event.words)
  const isSameTitle = shared.size === words.size && shared.size === event.words.size
  if (isSameTitle) return true
  if (shared.size < fewestSharedWords) return false
  const weigh = (some: ReadonlySet<string>) =>
    [...some].reduce((sum, word) => sum + (rarity.get(word) ?? 0), 0)
  return weigh(shared) >= leastShared * Math.min(weigh(words), weigh(event.words))
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

/** A word that stands in every title says little about which event it is. */
function rarityOf(stories: readonly Tellable[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { title } of stories)
    for (const word of wordsOfTitle(title)) counts.set(word, (counts.get(word) ?? 0) + 1)
  return new Map([...counts].map(([word, count]) => [word, Math.log(1 + stories.length / count)]))
}

const stemLength = 6

function wordsOfTitle(title: string | null): ReadonlySet<string> {
  return new Set(
    wordsIn(title ?? '')
      .filter((word) => (word.length > 2 || /\d/.test(word)) && !emptyWords.has(word))
      .map((word) => soundOf(word).slice(0, stemLength)),
  )
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
