import { fold } from '../../../store/fold.ts'
import type { GuardedLanguage } from './languages.ts'

const words: Readonly<Record<GuardedLanguage, string>> = {
  en:
    'a an the and or but nor so of in on at to for from by with as is are was were be been being has have had having it ' +
    'its he she they him her his their them we our us i you your that this these those who which what when where why ' +
    'how not no will would can could should may might must do does did than then also more most other others some any ' +
    'all about over under into after before during between against among while since until because if though although ' +
    'there here up out off per very just only even still again further despite without aside following according ' +
    'through now instead neither meanwhile within across around along amid both once',
  de:
    'der die das den dem des ein eine einer einem einen und oder aber von vom zu zum zur im in am an auf aus bei mit nach ' +
    'für über unter bis ist sind war waren hat haben wird werden dass als wie auch nicht er sie es sich',
  fr:
    'le la les un une des du de d l et ou mais dans sur sous pour par avec sans au aux a à en est sont était ont que qui ce ' +
    'cette ces il elle ils se ne pas',
  es: 'el la los las un una unos unas y o pero de del a al en con por para es son fue ha han que se su sus no lo',
  uk: 'і й та або але в у на з із зі до від для за про під над це що як який яка які не його її їх він вона вони є',
}

/** Words that carry no meaning of their own, by their folded form. */
export const littleWords: Readonly<Record<GuardedLanguage, ReadonlySet<string>>> = {
  en: setOf(words.en),
  de: setOf(words.de),
  fr: setOf(words.fr),
  es: setOf(words.es),
  uk: setOf(words.uk),
}

function setOf(text: string): ReadonlySet<string> {
  return new Set(text.split(' ').map(fold))
}
