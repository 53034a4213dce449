import { opmlLimits } from '../../feeds/opml.ts'
import { type Command, commands, type Option } from '../../src/ask/commands.ts'
import { commandText, spokenName } from '../../src/ask/texts/commands.ts'
import { exampleOf } from '../../src/ask/texts/examples.ts'
import { optionText } from '../../src/ask/texts/options.ts'
import { formatOptions, formatTyped } from '../../src/ask/typed/format.ts'
import { aliases } from '../../src/ask/typed/spoken.ts'
import { locales } from '../../src/deliver/locale.ts'

/** docs/commands.md, made from the table of commands and the English texts. */
export function commandsPage(): string {
  return `# Commands

<!-- Made by npm run docs:commands from src/ask/commands.ts and src/ask/texts; change those, not this page. -->

Everything is one command, \`/news\`, with the same words on both platforms. On Discord each option has a field of its
own, with suggestions; on Slack all of it is typed in one line. Only whoever asked sees the answer, until it is shared.

## Ask

Anybody may.

${commandTable('ask')}

## Set up

On Discord whoever may manage the channel; on Slack every member, unless \`/news settings\` restricts it.

${commandTable('admin')}

## Options

${optionTable()}

## As it is typed on Slack

- The first option needs no name, and a number behind \`latest\` is the count: \`/news latest Ukraine 5\`.
- Every other option stands behind its name and a colon: \`from:BBC\`. A value of several words may be put in
  quotation marks: \`topic:"covid 19"\`.
- Behind \`subscribe\`, everything that begins with \`+\` or \`-\`, and \`"two words"\`, \`author:\`, \`category:\`, \`from:\`,
  \`/regex/\`, \`any:\` and \`all:\`, is the filter, as it is typed.
- Channels are chosen from the list that opens behind \`#\`: \`in:#news\`.
- An address alone means subscribe: \`/news https://example.org\`. Nothing means help.
- \`feed\` may be left out: \`/news pause 12\`.
- ${aliasText()}.
- The names in other languages are understood everywhere.

## Lists of feeds

\`feed import\` takes OPML 1.0 and 2.0 as other readers export it, also damaged, or one address a line: at most
${opmlLimits.bytes / 1e6} MB and ${opmlLimits.entries} feeds. Each line of the report says what became of a feed. Nothing that the feeds list now is
posted, titles and folders are kept, and a feed whose filter or schedule cannot be read is not added.

\`feed export\` writes OPML 2.0 that other readers take. Attributes of the namespace \`urn:pullquote:opml\` (\`style\`,
\`filter\`, \`schedule\`, \`state\`, and \`channel\` when it holds several) let it be imported again as the same
subscriptions. Passwords and keys in addresses are left out. In a terminal: \`feeds import <file>\` and
\`feeds export [file]\`.

## In other languages

${localeTable()}
`
}

function commandTable(group: Command['group']): string {
  const rows = commands
    .filter((command) => command.group === group)
    .map(({ name }) => {
      const example = exampleOf(name, 'en')
      return [
        `\`${name}\``,
        commandText(name, 'en').description,
        `\`/news ${formatTyped(name, example)}\``,
        `\`/news ${formatOptions(name, example)}\``,
      ]
    })
  return table(['command', 'what it does', 'on Slack', 'on Discord'], rows)
}

function optionTable(): string {
  const first = new Map<string, Option>()
  for (const option of commands.flatMap(({ options }) => options))
    if (!first.has(option.name)) first.set(option.name, option)
  const rows = [...first.values()].map((option) => [
    `\`${option.name}\``,
    commands
      .filter(({ options }) => options.some(({ name }) => name === option.name))
      .map(({ name, options }) => {
        const isRequired = options.some(({ name, isRequired }) => name === option.name && isRequired)
        return isRequired ? `\`${name}\` (needed)` : `\`${name}\``
      })
      .join(', '),
    valuesText(option),
    optionText(option.name, 'en').description,
  ])
  return table(['option', 'of', 'takes', 'what it means'], rows)
}

function valuesText(option: Option): string {
  switch (option.kind) {
    case 'count':
      return `${option.least} to ${option.most}`
    case 'choice':
      return option.values.map((value) => `\`${value}\``).join(', ')
    case 'text':
      return `text, at most ${option.most} characters`
    default:
      return `a ${option.kind}`
  }
}

function aliasText(): string {
  const names = [...new Set(Object.values(aliases))].map((name) => {
    const short = Object.keys(aliases).filter((alias) => aliases[alias] === name)
    return `${short.map((alias) => `\`${alias}\``).join(', ')} for \`${name}\``
  })
  return `Short forms: ${names.join('; ')}`
}

function localeTable(): string {
  const [, ...others] = locales
  const rows = commands.map(({ name }) => [
    `\`${name}\``,
    ...others.map((locale) => `\`${spokenName(name, locale)}\``),
  ])
  return table(['en', ...others], rows)
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
