import { type Command, commands, type Option } from '../commands.ts'
import { spokenNames } from '../texts/commands.ts'
import { optionNames } from '../texts/options.ts'

/** What other bots for feeds call these commands. */
export const aliases: Readonly<Record<string, string>> = {
  sub: 'subscribe',
  add: 'subscribe',
  unsub: 'unsubscribe',
  remove: 'unsubscribe',
  rm: 'unsubscribe',
  delete: 'unsubscribe',
  ls: 'list',
  '?': 'help',
}

/** Such as `feed edit`, and how `feed` is called in other languages. */
const groups = new Set<string>()
const commandsByName = new Map<string, Command>()
for (const command of commands) {
  for (const name of spokenNames(command.name)) {
    const [first = '', second] = name.split(' ')
    if (second !== undefined) groups.add(first)
    commandsByName.set(name, command)
    // `pause 12` can only mean `feed pause 12`.
    if (second !== undefined && !commandsByName.has(second)) commandsByName.set(second, command)
  }
}
for (const [alias, name] of Object.entries(aliases)) {
  const command = commandsByName.get(name)
  if (!command) continue
  commandsByName.set(alias, command)
  commandsByName.set(`feed ${alias}`, command)
}
for (const name of ['subscribe', 'unsubscribe', 'list']) {
  const command = commandsByName.get(name)
  if (command) commandsByName.set(`feed ${name}`, command)
}

/** The command that is called so in any language, or by an alias. */
export function commandNamed(name: string): Command | null {
  return commandsByName.get(name.toLowerCase()) ?? null
}

/** `feed` alone is no command: one of these must follow. */
export function commandsOfGroup(word: string): readonly string[] {
  if (!groups.has(word.toLowerCase())) return []
  return commands.map(({ name }) => name).filter((name) => name.startsWith('feed '))
}

/** The option of the command that is called so in any language. */
export function optionNamed(command: Command, key: string): Option | null {
  return command.options.find(({ name }) => optionNames(name).includes(key)) ?? null
}

/** Whether another command has an option of this name. */
export function isOptionName(key: string): boolean {
  return commands.some((command) => optionNamed(command, key) !== null)
}

/** The command somebody may have meant; null when nothing is near. */
export function nearestCommand(typed: string): string | null {
  const word = typed.toLowerCase().slice(0, longestName)
  const mostEdits = word.length < 5 ? 1 : 2
  let nearest: { readonly name: string; readonly edits: number } | null = null
  for (const [spoken, { name }] of commandsByName) {
    if (spoken.length < 3) continue
    const isStart = word.length >= 3 && spoken.startsWith(word)
    if (!isStart && Math.abs(spoken.length - word.length) > mostEdits) continue
    const edits = isStart ? 1 : editsBetween(word, spoken)
    if (edits <= mostEdits && edits < (nearest?.edits ?? Number.POSITIVE_INFINITY)) nearest = { name, edits }
  }
  return nearest?.name ?? null
}

const longestName = 40

/** How many letters must be changed, added, taken away or swapped with their neighbour to get from one to the other. */
function editsBetween(one: string, other: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: other.length + 1 }, (_, column) => column)
  for (let row = 1; row <= one.length; row++) {
    const current = [row]
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1]
      const isSwap = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
      current.push(
        Math.min(
          (last[column] ?? 0) + 1,
          (current[column - 1] ?? 0) + 1,
          (last[column - 1] ?? 0) + (isSame ? 0 : 1),
          isSwap ? (beforeLast[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      )
    }
    beforeLast = last
    last = current
  }
  return last[other.length] ?? 0
}
