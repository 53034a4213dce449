import type { Locale } from '../../deliver/locale.ts'
import type { Block, Inline, View } from '../../deliver/view.ts'
import { commands } from '../commands.ts'
import { spokenName } from '../texts/commands.ts'
import { exampleOf } from '../texts/examples.ts'
import { optionText } from '../texts/options.ts'
import { typedTexts } from '../texts/typed.ts'
import { formatTyped } from './format.ts'
import type { TypedProblem } from './typed.ts'

const longestShown = 60

/** What is wrong with what was typed, and how it is typed. */
export function typedProblemView(problem: TypedProblem, locale: Locale): View {
  const texts = typedTexts[locale]
  switch (problem.kind) {
    case 'unknown':
      return { blocks: [unknownText(problem.word, problem.nearest, locale)] }
    case 'unfinished':
      return {
        blocks: [
          { kind: 'text', text: [texts.unfinished(shown(problem.word))] },
          { kind: 'list', items: problem.commands.map((command) => [codeOf(command, locale)]) },
        ],
      }
    case 'endless':
      return { blocks: [{ kind: 'text', text: [texts.endless(problem.most)] }] }
    default:
      return {
        blocks: [
          { kind: 'text', text: [sentenceOf(problem, locale)] },
          { kind: 'note', text: [`${texts.example} `, codeOf(problem.command, locale)] },
        ],
      }
  }
}

/** For a word that nothing is near. */
export function notKnownText(word: string, locale: Locale): Block {
  return unknownText(word, null, locale)
}

function unknownText(word: string, nearest: string | null, locale: Locale): Block {
  const texts = typedTexts[locale]
  const meant: readonly Inline[] =
    nearest === null ? [] : [`${texts.didYouMean} `, { code: `/news ${spokenName(nearest, locale)}` }, '? ']
  return {
    kind: 'text',
    text: [
      `${texts.unknown(shown(word))} `,
      ...meant,
      `${texts.seeAll} `,
      { code: `/news ${spokenName('help', locale)}` },
    ],
  }
}

function sentenceOf(
  problem: Exclude<TypedProblem, { readonly kind: 'unknown' | 'unfinished' | 'endless' }>,
  locale: Locale,
): string {
  const texts = typedTexts[locale]
  if (problem.kind === 'surplus') return surplusText(problem, locale)
  const { name, description } = optionText(problem.option, locale)
  switch (problem.kind) {
    case 'missing':
      return texts.missing(name, description)
    case 'twice':
      return texts.twice(name)
    case 'notOneOf':
      return texts.notOneOf(name, shown(problem.value), problem.values.join(', '))
    case 'notCount':
      return texts.notCount(name, shown(problem.value), problem.least, problem.most)
    case 'notChannel':
      return texts.notChannel(shown(problem.value))
    case 'tooLong':
      return texts.tooLong(name, problem.value.length, problem.most)
  }
}

function surplusText({ command, text }: { readonly command: string; readonly text: string }, locale: Locale) {
  const texts = typedTexts[locale]
  const mayFilter = commands.some(
    ({ name, options }) => name === command && options.some((option) => option.name === 'filter'),
  )
  const isWord = /^[\p{L}\p{N}-]+$/u.test(text)
  const fix = mayFilter && isWord ? ` ${texts.surplusFilter(shown(text))}` : ''
  return texts.surplus(shown(text)) + fix
}

function codeOf(command: string, locale: Locale): Inline {
  return { code: `/news ${formatTyped(command, exampleOf(command, locale), locale)}` }
}

function shown(text: string): string {
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text
}
