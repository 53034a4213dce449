import type { Locale } from '../deliver/locale.ts'
import type { Reply } from '../deliver/reply.ts'
import type { Block, View } from '../deliver/view.ts'
import type { Asked } from './asked.ts'
import { type Command, commands } from './commands.ts'
import { commandText } from './texts/commands.ts'
import { exampleOf } from './texts/examples.ts'
import { helpTexts } from './texts/help.ts'
import { formatTyped } from './typed/format.ts'
import { notKnownText } from './typed/problem.ts'

/** `/news help` */
export function help(asked: Asked): Promise<Reply> {
  return Promise.resolve({ kind: 'view', view: helpView(asked.locale), isPrivate: true })
}

/** What the bot does and what one can ask it, with an example of every command. */
export function helpView(locale: Locale): View {
  const texts = helpTexts[locale]
  return {
    blocks: [
      { kind: 'heading', text: texts.title },
      { kind: 'text', text: [texts.promise] },
      ...groupBlocks(texts.ask, 'ask', locale),
      ...groupBlocks(texts.admin, 'admin', locale),
      { kind: 'list', items: texts.underPosts.map(([button, does]) => [{ strong: button }, ` ${does}`]) },
      { kind: 'note', text: [texts.privacy] },
    ],
  }
}

/** For a word that is no command. */
export function notKnownView(word: string, locale: Locale): View {
  return { blocks: [notKnownText(word, locale)] }
}

function groupBlocks(title: string, group: Command['group'], locale: Locale): readonly Block[] {
  const told = commands.filter((command) => command.group === group && command.name !== 'help')
  return [
    { kind: 'text', text: [{ strong: title }] },
    {
      kind: 'list',
      items: told.map(({ name }) => [
        { code: exampleText(name, locale) },
        ` ${commandText(name, locale).description}`,
      ]),
    },
  ]
}

/** A call of the command as one types it. */
export function exampleText(command: string, locale: Locale): string {
  return `/news ${formatTyped(command, exampleOf(command, locale), locale)}`
}
