import { describe, expect, test } from 'vitest'
import { findQuotes } from '../../src/read/quotes/quotes.ts'

const speakers = (text: string): (string | null)[] =>
  findQuotes(text, { language: 'de' }).map((quote) => quote.speaker?.name ?? null)

const bridge = '„Die Brücke wird vor dem Winter fertig.“'

describe('the verb in second place', () => {
  test.each([
    [
      'the subject stands first',
      `Der Ermittler, der als vorsichtig gilt, will nichts versprechen: ${bridge}`,
      'Der Ermittler',
    ],
    ['a thing says it', `Der Text lautete: ${bridge}`, 'Der Text'],
    [
      'a perfect ends the clause',
      `Paus hatte besonders die Rolle der Parteien betont: ${bridge}`,
      'Lisa Paus',
    ],
    ['an adverb stands first', `Daraufhin sagte die Ministerin Lisa Paus: ${bridge}`, 'Lisa Paus'],
    [
      'a subordinate clause stands first',
      `Warum der Pfeiler riss, erklärte Lisa Paus so: ${bridge}`,
      'Lisa Paus',
    ],
    [
      'an object stands first',
      `Die Ordnung der Fähren stellte der Bauleiter Jens Kahl in Frage: ${bridge}`,
      'Jens Kahl',
    ],
    [
      '"auch" comes before the subject',
      `Auch die Bauleiterin Lisa Paus (SPD) äußerte Zweifel: ${bridge}`,
      'Lisa Paus',
    ],
    [
      'an apposition explains the name',
      `Lisa Paus, Leiterin der Hafen Nord GmbH, erklärte: ${bridge}`,
      'Lisa Paus',
    ],
    ['the name is the apposition', `Die Sprecherin des Hafens, Lisa Paus, sagte: ${bridge}`, 'Lisa Paus'],
    ['the object of quoting speaks', `Ein Sender zitierte Lisa Paus mit den Worten: ${bridge}`, 'Lisa Paus'],
    [
      'a reflexive and an adjective',
      `Am Abend zeigte sich der Bauleiter zufrieden: ${bridge}`,
      'der Bauleiter',
    ],
    [
      'a second clause behind "und"',
      `Viele riefen „Weg da!“, und der Wirt Jens Kahl rief: ${bridge}`,
      'Jens Kahl',
    ],
  ])('%s', (_, text, speaker) => {
    expect(speakers(`Lisa Paus baut Brücken. ${text}`).at(-1)).toBe(speaker)
  })
})

describe('around the quote', () => {
  test.each([
    [
      'a perfect behind it',
      '„Die Brücke wird vor dem Winter fertig“, hatte Paus damals gesagt.',
      'Lisa Paus',
    ],
    [
      '"hieß es" and who',
      '„Die Brücke wird vor dem Winter fertig“, hieß es vom Abgeordneten Jens Kahl.',
      'Jens Kahl',
    ],
    ['a paper', '„Die Brücke wird vor dem Winter fertig“, zitiert CNN.', 'CNN'],
    [
      'a role, a genitive and the name',
      '„Die Brücke wird fertig“, sagte die Chefin der Werft, Lisa Paus.',
      'Lisa Paus',
    ],
    [
      'in brackets behind a name',
      'Es gratulierten Freunde, so auch Jens Kahl („Niemand hat es mehr verdient als sie.“).',
      'Jens Kahl',
    ],
    [
      'the subjunctive behind a colon',
      'Jens Kahl bezweifelte das offen: Er habe „nicht den Eindruck, dass sie es kann“.',
      'Jens Kahl',
    ],
    [
      'the subjunctive of a whole sentence',
      'Dazu nahm Jens Kahl Stellung. Jeder könne „das Konto jetzt einlösen oder auch später“.',
      'Jens Kahl',
    ],
    [
      'with an addressee',
      'Gestern soll Kahl zu Paus gesagt haben: „Das mache ich nicht noch einmal.“',
      'Jens Kahl',
    ],
  ])('%s', (_, text, speaker) => {
    expect(speakers(`Lisa Paus baut Brücken. Jens Kahl sah zu. ${text}`).at(-1)).toBe(speaker)
  })
})

test('a name that is translated in brackets says nothing', () => {
  expect(
    speakers('In der Partei Jobbik Mozgalom („Bewegung für ein besseres Land“) wächst der Streit.'),
  ).toEqual([null])
})

test.each(['dem Titel', 'dem Lied', 'dem Motto'])('what follows "%s" is no quote', (words) => {
  expect(speakers(`Lisa Paus kam mit ${words} „Die alte Brücke am großen Fluss“ auf die Bühne.`)).toEqual([])
})
