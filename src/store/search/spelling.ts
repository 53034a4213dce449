import { wordsIn } from '../fold.ts'

// Folding has taken the marks away: ї and й have become і and и.
const latinLetters: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  ґ: 'g',
  д: 'd',
  е: 'e',
  є: 'ie',
  ж: 'zh',
  з: 'z',
  и: 'i',
  і: 'i',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ъ: '',
  ы: 'i',
  ь: '',
  э: 'e',
  ю: 'iu',
  я: 'ia',
}

/** Folded text in Latin letters. */
export function latinOf(folded: string): string {
  return folded.replace(/[\u0400-\u04ff]/g, (letter) => latinLetters[letter] ?? letter)
}

/** How languages write the same sounds, each over what the ones before it left. */
const sameSounds: readonly (readonly [RegExp, string])[] = [
  [/tsch|tch|cz/g, 'ch'],
  [/shch|sch|sz/g, 'sh'],
  [/dsch|dj/g, 'j'],
  [/zh/g, 'j'],
  [/kh/g, 'h'],
  [/ph/g, 'f'],
  [/th/g, 't'],
  [/ck|qu|q/g, 'k'],
  [/x/g, 'ks'],
  [/w/g, 'v'],
  [/c(?=[eiy])/g, 's'],
  [/c(?!h)/g, 'k'],
  [/t[sz]/g, 's'],
  [/z/g, 's'],
  [/ou|oo/g, 'u'],
  [/ee/g, 'i'],
  [/[jy]/g, 'i'],
  [/(?<![aeou])i+e/g, 'e'],
  // Ukrainian г is h, Russian г is g, and Russian has no h.
  [/g/g, 'h'],
  [/ff$/, 'v'],
  [/(.)\1+/g, '$1'],
]

const shortestWithEnding = 5

/**
 * A key that is the same for a name in the spellings of many languages: Zelenskyy, Zelensky, Selenskyj, Зеленський.
 * It is for finding, never for showing: unlike names may share it.
 */
export function soundOf(word: string): string {
  const plain = sameSounds.reduce(
    (sound, [spelling, same]) => sound.replace(spelling, same),
    latinOf(wordsIn(word).join('')),
  )
  return plain.length > shortestWithEnding ? plain.replace(/[ei]$/, '') : plain
}

/** First names that are one name in Ukrainian, Russian and English, as they sound. */
const sameFirstNames: readonly (readonly string[])[] = [
  ['Volodymyr', 'Vladimir', 'Volodimir'],
  ['Oleksandr', 'Alexander', 'Aleksandr', 'Alexandre'],
  ['Mykola', 'Nikolai', 'Nikolay'],
  ['Serhiy', 'Sergei', 'Sergey', 'Sergiy', 'Serhii'],
  ['Dmytro', 'Dmitry', 'Dmitri', 'Dmitriy'],
  ['Yevhen', 'Evgeny', 'Yevgeny', 'Jewgeni'],
  ['Kyrylo', 'Kirill'],
  ['Mykhailo', 'Mikhail', 'Michail'],
  ['Andriy', 'Andrei', 'Andrey', 'Andrii'],
  ['Olena', 'Elena', 'Yelena'],
  ['Iryna', 'Irina'],
  ['Pavlo', 'Pavel'],
]
const firstNames = new Map(
  sameFirstNames.flatMap((same) => same.map((name) => [soundOf(name), soundOf(same[0] ?? name)] as const)),
)

const generations = new Set(['jr', 'sr', 'ii', 'iii'])

/**
 * The same for one person under many spellings: first and last name as they sound, without initials and middle names.
 * A name of one word has a key of one word.
 */
export function personKey(name: string): string {
  const words = wordsIn(name).filter((word) => word.length > 1)
  const generation = words.find((word) => generations.has(word))
  const names = words.filter((word) => !generations.has(word)).map(soundOf)
  const [first, last] = [names[0] ?? '', names.at(-1) ?? '']
  const given = names.length > 1 ? [firstNames.get(first) ?? first] : []
  return [...given, last, ...(generation === undefined ? [] : [generation])].join(' ')
}
