import type { View } from '../deliver/view.ts'

/** What the bot does and what one can ask it. */
export function helpView(): View {
  return {
    blocks: [
      { kind: 'heading', text: 'Pullquote posts news with the quotes that matter' },
      {
        kind: 'text',
        text: ['Each quote stands word for word in its article, under the name of who said it.'],
      },
      {
        kind: 'list',
        items: [
          [{ strong: 'More quotes' }, ' under a post shows what else was said in the article.'],
          [{ strong: 'Why this?' }, ' tells which feed it came from and what happened when.'],
          [{ code: '/news help' }, ' shows this.'],
        ],
      },
    ],
  }
}

/** For a word that is no command. */
export function notKnownView(word: string): View {
  return {
    blocks: [
      {
        kind: 'text',
        text: [`I don’t know “${word.slice(0, 60)}”. `, { code: '/news help' }, ' shows what I do.'],
      },
    ],
  }
}
