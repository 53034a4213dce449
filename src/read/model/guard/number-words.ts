import { fold } from '../../../store/fold.ts'
import type { GuardedLanguage } from './languages.ts'

/** Words for 2 to 20 in order, then the tens from 30; forms of one number are parted by "/". One is mostly no number. */
const counting: Readonly<Record<GuardedLanguage, string>> = {
  en:
    'two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen ' +
    'nineteen twenty thirty forty fifty sixty seventy eighty ninety',
  de:
    'zwei/beide/beiden drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn ' +
    'siebzehn achtzehn neunzehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig',
  fr:
    'deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf ' +
    'vingt trente quarante cinquante soixante soixante-dix quatre-vingts quatre-vingt-dix',
  es:
    'dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho ' +
    'diecinueve veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa',
  uk:
    'два/дві/двох/двом/двома/двоє три/трьох/трьом/трьома/троє чотири/чотирьох/чотирьом/четверо пять/пяти/пятьох/пятеро ' +
    'шість/шести/шістьох сім/семи/сімох вісім/восьми/вісьмох девять/девяти десять/десяти одинадцять/одинадцяти ' +
    'дванадцять/дванадцяти тринадцять/тринадцяти чотирнадцять/чотирнадцяти пятнадцять/пятнадцяти ' +
    'шістнадцять/шістнадцяти сімнадцять/сімнадцяти вісімнадцять/вісімнадцяти девятнадцять/девятнадцяти ' +
    'двадцять/двадцяти тридцять/тридцяти сорок/сорока пятдесят/пятдесяти шістдесят/шістдесяти сімдесят/сімдесяти ' +
    'вісімдесят/вісімдесяти девяносто',
}

// Compound words of other shapes, such as "fünfundzwanzig", have to stand in the article as they are.
const amounts: Readonly<Record<GuardedLanguage, string>> = {
  en:
    'hundred hundreds thousand thousands million millions billion billions trillion dozen dozens half halves quarter ' +
    'quarters twice thrice double doubled triple tripled quadruple first second third fourth fifth sixth seventh ' +
    'eighth ninth tenth',
  de:
    'hundert hunderte tausend tausende million millionen milliarde milliarden dutzend dutzende hälfte halb halbe ' +
    'drittel viertel doppelt verdoppelt zweimal dreimal erste ersten erster zweite zweiten zweiter dritte dritten vierte',
  fr:
    'cent cents centaine centaines mille millier milliers million millions milliard milliards dizaine dizaines ' +
    'douzaine moitié tiers quart double doublé triple premier première deuxième second seconde troisième quatrième',
  es:
    'cien ciento cientos mil miles millón millones docena docenas decenas mitad tercio cuarto doble triple primero ' +
    'primer primera segundo segunda tercero tercer tercera cuarta',
  uk:
    'сто сотні сотень тисяча тисячі тисяч мільйон мільйони мільйонів мільярд мільярди мільярдів десятки десятків ' +
    'половина половини третина чверть вдвічі втричі перший перша першого другий друга третій третя',
}

const firstCounted = 2
const firstTen = 30

/** What a number word is worth, by its folded form. */
export const numberWords = byLanguage((language) => {
  const worth = new Map<string, number>()
  for (const [index, forms] of counting[language].split(' ').entries()) {
    const counted = index + firstCounted
    const value = counted <= 20 ? counted : (counted - 21) * 10 + firstTen
    for (const form of forms.split('/')) worth.set(fold(form), value)
  }
  return worth
})

/** Words that say how much or which, by their folded form. */
export const amountWords = byLanguage((language) => new Set(amounts[language].split(' ').map(fold)))

function byLanguage<T>(make: (language: GuardedLanguage) => T): Readonly<Record<GuardedLanguage, T>> {
  return { en: make('en'), de: make('de'), fr: make('fr'), es: make('es'), uk: make('uk') }
}
