import type { Options } from '../asked.ts'
import type { Command } from '../commands.ts'
import { sortWords } from './sorting.ts'
import { commandNamed, commandsOfGroup, nearestCommand } from './spoken.ts'
import { type ValueProblem, valueProblem } from './values.ts'
import { plainText, type Word, wordsOf } from './words.ts'

export type TypedOutcome =
  | { readonly kind: 'command'; readonly command: string; readonly options: Options }
  | { readonly kind: 'wrong'; readonly problem: TypedProblem }

/** What is wrong with what was typed; `command` and `option` are names of the table. */
export type TypedProblem =
  | { readonly kind: 'unknown'; readonly word: string; readonly nearest: string | null }
  /** A group such as `feed` needs one of these behind it. */
  | { readonly kind: 'unfinished'; readonly word: string; readonly commands: readonly string[] }
  | { readonly kind: 'missing'; readonly command: string; readonly option: string }
  | { readonly kind: 'surplus'; readonly command: string; readonly text: string }
  | { readonly kind: 'twice'; readonly command: string; readonly option: string }
  | ({ readonly command: string; readonly option: string } & ValueProblem)
  | { readonly kind: 'endless'; readonly most: number }

const mostTyped = 8000

/** Reads what was typed behind `/news` by the table of commands; never throws. */
export function parseTyped(text: string): TypedOutcome {
  if (text.length > mostTyped) return { kind: 'wrong', problem: { kind: 'endless', most: mostTyped } }
  const words = wordsOf(text)
  const [first, second] = words
  if (!first) return { kind: 'command', command: 'help', options: {} }
  const two = second ? commandNamed(`${first.raw} ${second.raw}`) : null
  if (two) return readOptions(two, words.slice(2))
  const one = commandNamed(first.raw)
  if (one) return readOptions(one, words.slice(1))
  const subscribe = isAddress(first) ? commandNamed('subscribe') : null
  return subscribe ? readOptions(subscribe, words) : { kind: 'wrong', problem: unknown(first, second) }
}

function unknown(first: Word, second: Word | undefined): TypedProblem {
  const commands = commandsOfGroup(first.raw)
  const word = plainText(commands.length > 0 && second ? `${first.raw} ${second.raw}` : first.raw)
  const nearest = commands.length > 0 && !second ? null : nearestCommand(word)
  if (commands.length > 0 && nearest === null) return { kind: 'unfinished', word, commands }
  return { kind: 'unknown', word, nearest }
}

/** A web address, or the name of a site: `example.org/news`. */
function isAddress({ raw }: Word): boolean {
  return /^(?:<?https?:\/\/\S|[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}(?:[/:?]\S*)?$)/iu.test(raw)
}

function readOptions(command: Command, words: readonly Word[]): TypedOutcome {
  // `help me` is a call for help.
  if (command.name === 'help') return { kind: 'command', command: 'help', options: {} }
  const wrong = (problem: TypedProblem): TypedOutcome => ({ kind: 'wrong', problem })
  const { given, left } = sortWords(command, words)
  if (left !== null) return wrong({ kind: 'surplus', command: command.name, text: left })
  const options: Record<string, string> = {}
  for (const option of command.options) {
    const about = { command: command.name, option: option.name }
    const [value = '', ...others] = given.get(option) ?? []
    if (others.length > 0) return wrong({ kind: 'twice', ...about })
    const problem = value === '' ? null : valueProblem(option, value)
    if (problem) return wrong({ ...about, ...problem })
    if (value === '' && option.isRequired) return wrong({ kind: 'missing', ...about })
    if (value !== '') options[option.name] = value
  }
  return { kind: 'command', command: command.name, options }
}
