import type { Reply } from '../deliver/reply.ts'
import type { Choice } from '../deliver/view.ts'
import { fold, wordsIn } from '../store/fold.ts'
import { namesLike } from '../store/search/people.ts'
import type { NameKind } from '../store/search/schema.ts'
import { personKey } from '../store/search/spelling.ts'
import { feedsFollowedIn, type Workspace } from '../store/workspace-news.ts'
import type { Asked } from './asked.ts'
import { scheduleInWords } from './following/wishes.ts'
import { type SearchParts, workspaceOf } from './news/search-parts.ts'
import { nameOfFeed } from './news/source.ts'
import { isJoint } from './news/who.ts'

export type Suggesting = { readonly command: string; readonly option: string; readonly typed: string }

const mostChoices = 25
const longestChoice = 100
const looked = 60

/** Topics, outlets, people and schedules that begin with what is being typed. */
export async function suggest(asked: Asked, suggesting: Suggesting, parts: SearchParts): Promise<Reply> {
  if (suggesting.option === 'every') return { kind: 'suggestions', choices: schedulesLike(asked, suggesting) }
  const workspace = workspaceOf(asked)
  const names = workspace === null ? [] : await namesFor(workspace, suggesting, parts)
  return { kind: 'suggestions', choices: choicesOf(names) }
}

/** What the program can suggest for this option of a command that asks for news. */
export function suggestsFor({ command, option }: Suggesting): readonly NameKind[] {
  if (command === 'latest' && option === 'topic') return ['topic', 'person']
  if (command === 'said' && option === 'person') return ['person']
  if (command === 'search' && option === 'from') return ['outlet']
  return []
}

const usualSchedules = [
  'hourly',
  'daily 09:00',
  'daily 09:00,17:00',
  'weekly mon 09:00',
  'weekly mon,thu 09:00',
]

function schedulesLike({ locale }: Asked, { typed }: Suggesting): Choice[] {
  return usualSchedules
    .filter((schedule) => schedule.startsWith(typed.trim().toLowerCase()))
    .map((value) => ({ value, label: `${value} · ${scheduleInWords(value, locale)}` }))
}

async function namesFor(
  workspace: Workspace,
  suggesting: Suggesting,
  { store }: SearchParts,
): Promise<string[]> {
  const kinds = suggestsFor(suggesting)
  if (kinds.length === 0) return []
  const names = await namesLike(store.db, workspace, { kinds, typed: suggesting.typed, limit: looked })
  if (kinds.includes('person'))
    return onceEach(
      names.filter((name) => !isJoint(name)),
      personKey,
    )
  if (!kinds.includes('outlet')) return names
  const feeds = (await feedsFollowedIn(store, workspace)).map(nameOfFeed)
  return [...names, ...feeds.filter((name) => beginsLike(name, suggesting.typed))]
}

function beginsLike(name: string, typed: string): boolean {
  const words = wordsIn(name)
  return wordsIn(typed).every((word) => words.some((one) => one.startsWith(word)))
}

/** At most 25, without those that differ only in case or marks. */
function choicesOf(names: readonly string[]): Choice[] {
  return onceEach(names, fold)
    .filter((name) => name.length <= longestChoice)
    .slice(0, mostChoices)
    .map((name) => ({ value: name, label: name }))
}

function onceEach(names: readonly string[], keyOf: (name: string) => string): string[] {
  return [...Map.groupBy(names, keyOf).values()].flatMap(([first]) => first ?? [])
}
