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

/**
 * A given name as its key: the same letters in another alphabet or spelling, and nothing that makes another name of it.
 * Simon is not Simone, and Jan is not Ian.
 */
function givenNameKey(word: string): string {
  const key = keyOfLetters(word)
  return sameGivenNames.get(key) ?? key
}

const sameLetters: readonly (readonly [RegExp, string])[] = [
  [/tsch/g, 'ch'],
  [/shch|sch/g, 'sh'],
  [/w/g, 'v'],
  [/(?:yy|iy|ij|yj|ii|yi)$/, 'iy'],
]

/**
 * Given names that are one name in Ukrainian, Russian and what other languages write for them, by the tables of
 * https://zakon.rada.gov.ua/laws/show/55-2010-%D0%BF and BGN/PCGN 1947, and by what newspapers write.
 */
const sameGivenNamesInLanguages: readonly string[] = [
  'Volodymyr Vladimir Volodimir Wladimir Wolodymyr',
  'Oleksandr Alexander Aleksandr Alexandre Aleksander',
  'Oleksiy Alexey Alexei Aleksey Aleksei Olexiy Aleksej Alexej',
  'Mykola Nikolai Nikolay Nikolaj Nikolaï',
  'Serhiy Sergei Sergey Sergiy Sergej Sergueï Serhij',
  'Dmytro Dmitry Dmitri Dmitriy Dmitrij Dmitro',
  'Yevhen Evgeny Yevgeny Jewgeni Evgeniy Yevheniy Yevgeniy Jewhen Ievhen Evgen Evgueni',
  'Kyrylo Kirill Kirilo Kyrill',
  'Mykhailo Mikhail Michail Mikhailo Mychajlo Mikhaïl',
  'Andriy Andrei Andrey Andrij Andrej',
  'Olena Elena Yelena',
  'Iryna Irina',
  'Pavlo Pavel',
  'Petro Pyotr Piotr Petr',
  'Yuriy Yuri Yury Jurij Juri Iurii Iouri',
  'Yulia Yuliia Yuliya Julia Julija Iuliia Ioulia',
  'Yaroslav Jaroslav Iaroslav',
  'Viktor Victor',
  'Vitaliy Vitali Vitaly Witali',
  'Anatoliy Anatoly Anatoli',
  'Valeriy Valery Valeri Walerij',
  'Vasyl Vasily Vasiliy Vasili Vasil',
  'Hryhoriy Grigory Grigoriy Grigori',
  'Heorhiy Georgy Georgiy Georgi',
  'Hennadiy Gennady Gennadiy Gennadi',
  'Ihor Igor',
  'Oleh Oleg',
  'Bohdan Bogdan',
  'Denys Denis',
  'Maksym Maksim Maxim Maxime',
  'Valentyn Valentin',
  'Kostiantyn Konstantin Kostyantyn Constantin',
  'Tetiana Tatiana Tatyana Tetyana Tatjana',
  'Kateryna Ekaterina Yekaterina Katerina Jekaterina',
  'Nataliya Natalia Nataliia Natalya Natalija',
  'Mariya Maria Mariia Marija',
  'Liudmyla Lyudmila Ludmila Lyudmyla Liudmila',
  'Halyna Galina',
  'Maryna Marina',
  'Hanna Ganna',
  'Nadiya Nadia Nadiia Nadezhda Nadeschda',
  'Sofiya Sofia Sofiia',
]
const sameGivenNames = new Map(
  sameGivenNamesInLanguages.flatMap((names) => {
    const all = names.split(' ')
    const key = keyOfLetters(all[0] ?? '')
    return all.map((name) => [keyOfLetters(name), key] as const)
  }),
)

function keyOfLetters(word: string): string {
  return sameLetters.reduce(
    (key, [spelling, same]) => key.replace(spelling, same),
    latinOf(wordsIn(word).join('')),
  )
}

const generations = new Set(['jr', 'sr', 'ii', 'iii'])

const slavicEnding = /(?:enko|[aio]k|iuk|ski?|[eio]v|in|ich|ets|un)a?$/

/** Slavic names are written with g or with h, Honcharenko and Goncharenko; elsewhere Gill is not Hill. */
function surnameKey(word: string): string {
  const sound = soundOf(word)
  return /^g/i.test(word) && !slavicEnding.test(sound) ? `g${sound.slice(1)}` : sound
}

/**
 * The same for one person under many spellings: given name and surname, without initials and middle names. Those whose
 * given names differ never share one.
 * A name of one word has a key of one word.
 */
export function personKey(name: string): string {
  const words = wordsIn(name.replace(/['’ʼ]/g, '')).filter((word) => word.length > 1)
  const generation = words.find((word) => generations.has(word))
  const names = words.filter((word) => !generations.has(word))
  const given = names.length > 1 ? [givenNameKey(names[0] ?? '')] : []
  const last = surnameKey(names.at(-1) ?? '')
  return [...given, last, ...(generation === undefined ? [] : [generation])].join(' ')
}
