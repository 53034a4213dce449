import { type Reading, readArticle } from '../../../src/read/reading.ts'
import { bodyArticle } from '../body-article.ts'

/** An article with five quotes: q1 to q3 may be published, one is nobody's and one is only a word. */
export const story = bodyArticle(
  [
    'GENEVA (AP) — Switzerland will close 3 of its 12 border crossings with Italy on 24 January, the government said after a meeting in Geneva that lasted 7 hours.',
    '“We cannot keep all of the crossings open with the staff that we have,” said Interior Minister Clara Rossi, who did not resign after the vote.',
    'Trade between both countries fell 20 percent last year, to $5 million a day, according to the customs office.',
    '“The closures will cost our members 400 jobs before the summer begins,” said Paolo Bianchi, head of the chamber of commerce in Milan. He called the plan “reckless”.',
    '“Nobody asked the people who live along this border what they need,” the mayor of Chiasso, Marta Keller, told reporters. Opposition leaders denied wrongdoing in the affair.',
    'Residents heard a voice from the crowd. “It was always going to end like this for us.” The meeting ended at midnight.',
  ],
  { headline: 'Switzerland closes border crossings with Italy', language: 'en' },
)

/** What the rules make of it. */
export const storyReading = readArticle(story, null)

/** What an honest model answers. */
export const goodAnswer = {
  quotes: ['q1', 'q2'],
  sentences: [
    'The government in Geneva said that 3 of the 12 crossings will close on 24 January because staff are short.',
    'Trade fell 20 percent last year, and the head of the chamber of commerce in Milan fears for 400 jobs.',
  ],
}

/** What the rules make of an English article of these paragraphs. */
export function readEnglish(...paragraphs: readonly string[]): Reading {
  return readArticle(bodyArticle(paragraphs, { language: 'en' }), null)
}
