import type { Texts } from '../locale.ts'

/** What is said about a filter: what is wrong with it and where, and what it does in words. */
export const filterTexts: Texts<{
  readonly empty: string
  readonly tooLong: (length: number, most: number) => string
  readonly tooMany: (count: number, most: number) => string
  readonly tooManyRegexes: (count: number, most: number) => string
  readonly openQuote: (place: number) => string
  readonly openRegex: (place: number) => string
  readonly regexInField: (place: number, field: string) => string
  readonly nothingToFind: (place: number, value: string) => string
  readonly longRegex: (place: number, length: number, most: number) => string
  readonly heavyRegex: (place: number) => string
  readonly badRegex: (place: number, part: string, problem: string) => string
  /** `only with “a” and “b”, from Reuters or AP, and without “c”`. */
  readonly onlyWith: (terms: string) => string
  readonly without: (terms: string) => string
  readonly by: (author: string) => string
  readonly inCategory: (category: string) => string
  readonly fromOutlet: (outlet: string) => string
  readonly matching: (pattern: string) => string
  readonly quoted: (words: string) => string
}> = {
  en: {
    empty: 'The filter is empty. Write words to look for, such as +budget -rumour.',
    tooLong: (length, most) =>
      `The filter has ${length} characters and may have ${most}. Split it over two feeds or drop terms.`,
    tooMany: (count, most) => `The filter has ${count} terms and may have ${most}. Drop some.`,
    tooManyRegexes: (count, most) => `The filter has ${count} /patterns/ and may have ${most}. Drop some.`,
    openQuote: (place) => `The quotation mark at character ${place} is not closed. Add a " behind the words.`,
    openRegex: (place) => `The pattern at character ${place} is not closed. Add a / behind it.`,
    regexInField: (place, field) =>
      `At character ${place}: ${field}: takes words, not a /pattern/. Write ${field}:name or only the pattern.`,
    nothingToFind: (place, value) =>
      `At character ${place}: “${value}” has neither letters nor digits to look for. Write a word.`,
    longRegex: (place, length, most) =>
      `The pattern at character ${place} has ${length} characters and may have ${most}. Shorten it.`,
    heavyRegex: (place) =>
      `The pattern at character ${place} repeats too much to be searched quickly. Use smaller repetitions.`,
    badRegex: (place, part, problem) =>
      `The pattern is broken at character ${place}, at “${part}”: ${problem}. Patterns follow RE2: no look-around and no back references.`,
    onlyWith: (terms) => `only with ${terms}`,
    without: (terms) => `without ${terms}`,
    by: (author) => `by ${author}`,
    inCategory: (category) => `in the category ${category}`,
    fromOutlet: (outlet) => `from ${outlet}`,
    matching: (pattern) => `text like ${pattern}`,
    quoted: (words) => `“${words}”`,
  },
  de: {
    empty: 'Der Filter ist leer. Schreib Wörter, nach denen gesucht wird, etwa +Haushalt -Gerücht.',
    tooLong: (length, most) =>
      `Der Filter hat ${length} Zeichen, erlaubt sind ${most}. Verteile ihn auf zwei Feeds oder streiche Begriffe.`,
    tooMany: (count, most) => `Der Filter hat ${count} Begriffe, erlaubt sind ${most}. Streiche einige.`,
    tooManyRegexes: (count, most) =>
      `Der Filter hat ${count} /Muster/, erlaubt sind ${most}. Streiche einige.`,
    openQuote: (place) =>
      `Das Anführungszeichen bei Zeichen ${place} ist nicht geschlossen. Setze ein " hinter die Wörter.`,
    openRegex: (place) => `Das Muster bei Zeichen ${place} ist nicht geschlossen. Setze ein / dahinter.`,
    regexInField: (place, field) =>
      `Bei Zeichen ${place}: ${field}: nimmt Wörter, kein /Muster/. Schreib ${field}:Name oder nur das Muster.`,
    nothingToFind: (place, value) =>
      `Bei Zeichen ${place}: „${value}“ enthält weder Buchstaben noch Ziffern. Schreib ein Wort.`,
    longRegex: (place, length, most) =>
      `Das Muster bei Zeichen ${place} hat ${length} Zeichen, erlaubt sind ${most}. Kürze es.`,
    heavyRegex: (place) =>
      `Das Muster bei Zeichen ${place} wiederholt zu viel, um schnell gesucht zu werden. Nimm kleinere Wiederholungen.`,
    badRegex: (place, part, problem) =>
      `Das Muster ist bei Zeichen ${place} fehlerhaft, bei „${part}“: ${problem}. Muster folgen RE2: kein Look-around, keine Rückverweise.`,
    onlyWith: (terms) => `nur mit ${terms}`,
    without: (terms) => `ohne ${terms}`,
    by: (author) => `von ${author} verfasst`,
    inCategory: (category) => `in der Rubrik ${category}`,
    fromOutlet: (outlet) => `von ${outlet}`,
    matching: (pattern) => `Text wie ${pattern}`,
    quoted: (words) => `„${words}“`,
  },
  fr: {
    empty: 'Le filtre est vide. Écrivez les mots à chercher, par exemple +budget -rumeur.',
    tooLong: (length, most) =>
      `Le filtre compte ${length} caractères, le maximum est ${most}. Répartissez-le sur deux flux ou retirez des termes.`,
    tooMany: (count, most) => `Le filtre compte ${count} termes, le maximum est ${most}. Retirez-en.`,
    tooManyRegexes: (count, most) =>
      `Le filtre compte ${count} /motifs/, le maximum est ${most}. Retirez-en.`,
    openQuote: (place) => `Le guillemet au caractère ${place} n'est pas fermé. Ajoutez un " après les mots.`,
    openRegex: (place) => `Le motif au caractère ${place} n'est pas fermé. Ajoutez un / à la fin.`,
    regexInField: (place, field) =>
      `Au caractère ${place} : ${field}: attend des mots, pas un /motif/. Écrivez ${field}:nom ou seulement le motif.`,
    nothingToFind: (place, value) =>
      `Au caractère ${place} : « ${value} » ne contient ni lettre ni chiffre. Écrivez un mot.`,
    longRegex: (place, length, most) =>
      `Le motif au caractère ${place} compte ${length} caractères, le maximum est ${most}. Raccourcissez-le.`,
    heavyRegex: (place) =>
      `Le motif au caractère ${place} répète trop pour être cherché rapidement. Réduisez les répétitions.`,
    badRegex: (place, part, problem) =>
      `Le motif est incorrect au caractère ${place}, à « ${part} » : ${problem}. Les motifs suivent RE2 : ni look-around ni références arrière.`,
    onlyWith: (terms) => `seulement avec ${terms}`,
    without: (terms) => `sans ${terms}`,
    by: (author) => `signé ${author}`,
    inCategory: (category) => `dans la rubrique ${category}`,
    fromOutlet: (outlet) => `de ${outlet}`,
    matching: (pattern) => `un texte comme ${pattern}`,
    quoted: (words) => `« ${words} »`,
  },
  es: {
    empty: 'El filtro está vacío. Escribe las palabras que buscas, por ejemplo +presupuesto -rumor.',
    tooLong: (length, most) =>
      `El filtro tiene ${length} caracteres y puede tener ${most}. Repártelo en dos fuentes o quita términos.`,
    tooMany: (count, most) => `El filtro tiene ${count} términos y puede tener ${most}. Quita algunos.`,
    tooManyRegexes: (count, most) =>
      `El filtro tiene ${count} /patrones/ y puede tener ${most}. Quita algunos.`,
    openQuote: (place) =>
      `La comilla del carácter ${place} no está cerrada. Añade " después de las palabras.`,
    openRegex: (place) => `El patrón del carácter ${place} no está cerrado. Añade / al final.`,
    regexInField: (place, field) =>
      `En el carácter ${place}: ${field}: admite palabras, no un /patrón/. Escribe ${field}:nombre o solo el patrón.`,
    nothingToFind: (place, value) =>
      `En el carácter ${place}: «${value}» no tiene letras ni cifras. Escribe una palabra.`,
    longRegex: (place, length, most) =>
      `El patrón del carácter ${place} tiene ${length} caracteres y puede tener ${most}. Acórtalo.`,
    heavyRegex: (place) =>
      `El patrón del carácter ${place} repite demasiado para buscarse con rapidez. Usa repeticiones menores.`,
    badRegex: (place, part, problem) =>
      `El patrón falla en el carácter ${place}, en «${part}»: ${problem}. Los patrones siguen RE2: sin look-around ni referencias hacia atrás.`,
    onlyWith: (terms) => `solo con ${terms}`,
    without: (terms) => `sin ${terms}`,
    by: (author) => `firmado por ${author}`,
    inCategory: (category) => `en la sección ${category}`,
    fromOutlet: (outlet) => `de ${outlet}`,
    matching: (pattern) => `texto como ${pattern}`,
    quoted: (words) => `«${words}»`,
  },
  uk: {
    empty: 'Фільтр порожній. Напишіть слова для пошуку, наприклад +бюджет -чутки.',
    tooLong: (length, most) =>
      `У фільтрі ${length} символів, а можна ${most}. Розділіть його на дві стрічки або приберіть умови.`,
    tooMany: (count, most) => `У фільтрі ${count} умов, а можна ${most}. Приберіть зайві.`,
    tooManyRegexes: (count, most) => `У фільтрі ${count} /шаблонів/, а можна ${most}. Приберіть зайві.`,
    openQuote: (place) => `Лапки на символі ${place} не закриті. Додайте " після слів.`,
    openRegex: (place) => `Шаблон на символі ${place} не закритий. Додайте / у кінці.`,
    regexInField: (place, field) =>
      `На символі ${place}: ${field}: приймає слова, а не /шаблон/. Напишіть ${field}:ім’я або лише шаблон.`,
    nothingToFind: (place, value) =>
      `На символі ${place}: у «${value}» немає ні літер, ні цифр. Напишіть слово.`,
    longRegex: (place, length, most) =>
      `У шаблоні на символі ${place} ${length} символів, а можна ${most}. Скоротіть його.`,
    heavyRegex: (place) =>
      `Шаблон на символі ${place} має забагато повторень для швидкого пошуку. Зменште повторення.`,
    badRegex: (place, part, problem) =>
      `Шаблон хибний на символі ${place}, біля «${part}»: ${problem}. Шаблони за правилами RE2: без look-around і зворотних посилань.`,
    onlyWith: (terms) => `лише з умовою: ${terms}`,
    without: (terms) => `без ${terms}`,
    by: (author) => `автор ${author}`,
    inCategory: (category) => `рубрика ${category}`,
    fromOutlet: (outlet) => `видання ${outlet}`,
    matching: (pattern) => `текст на зразок ${pattern}`,
    quoted: (words) => `«${words}»`,
  },
}
