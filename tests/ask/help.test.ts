import fc from 'fast-check'
import { expect, test } from 'vitest'
import { commands } from '../../src/ask/commands.ts'
import { exampleText, help, helpView, notKnownView } from '../../src/ask/help.ts'
import { commandTexts, spokenName } from '../../src/ask/texts/commands.ts'
import { typedProblemView } from '../../src/ask/typed/problem.ts'
import { parseTyped, type TypedProblem } from '../../src/ask/typed/typed.ts'
import { locales } from '../../src/deliver/locale.ts'
import type { View } from '../../src/deliver/view.ts'

const codesIn = (view: View): readonly string[] =>
  view.blocks
    .flatMap((block) => {
      if (block.kind === 'list') return block.items.flat()
      return block.kind === 'text' || block.kind === 'note' ? block.text : []
    })
    .flatMap((inline) => (typeof inline === 'object' && 'code' in inline ? [inline.code] : []))

test.each(locales)('help in %s has an example of every command, and each can be typed', (locale) => {
  const codes = codesIn(helpView(locale))
  const others = commands.map(({ name }) => name).filter((name) => name !== 'help')
  expect(codes).toEqual(others.map((name) => exampleText(name, locale)))
  const read = codes.map((code) => parseTyped(code.slice('/news '.length)))
  expect(read.map((outcome) => (outcome.kind === 'command' ? outcome.command : outcome))).toEqual(others)
})

test.each(locales)('help in %s describes every command and fits in one message', (locale) => {
  const text = JSON.stringify(helpView(locale))
  for (const { name } of commands.filter((command) => command.name !== 'help'))
    expect(text).toContain(commandTexts[locale].commands[name]?.description)
  const words = text.replace(/"(?:kind|text|items|code|blocks|strong)":/g, '')
  expect(words.length).toBeLessThan(3800)
})

test('help is in the language of whoever asks, and private', async () => {
  const asked = {
    platform: 'fake',
    actor: { id: 'u1', name: null, locale: 'de', mayManage: null },
    locale: 'de',
    channel: null,
    message: null,
    now: new Date('2026-01-25T08:00:00Z'),
  } as const
  const reply = await help(asked)
  expect(reply).toMatchObject({ kind: 'view', isPrivate: true })
  expect(JSON.stringify(reply)).toContain('Wort für Wort')
})

test('a word that is no command is shown short, with the way to help', () => {
  expect(JSON.stringify(notKnownView('x'.repeat(500), 'en'))).toContain(`${'x'.repeat(60)}…`)
  expect(codesIn(notKnownView('frobnicate', 'fr'))).toEqual(['/news aide'])
})

test.each(locales)('what is misspelt gets the nearest command, in %s', (locale) => {
  const outcome = parseTyped('serach budget')
  if (outcome.kind !== 'wrong') throw new Error('expected a problem')
  expect(codesIn(typedProblemView(outcome.problem, locale))).toEqual([
    `/news ${spokenName('search', locale)}`,
    `/news ${spokenName('help', locale)}`,
  ])
})

const wrong: readonly string[] = [
  ...['feed', 'said', 'settings now', 'search a from:b from:c', 'latest ukraine 50', 'list everything'],
  ...['subscribe https://a.example in:#news', `search ${'a'.repeat(300)}`],
]

test.each(locales)('every problem says what was found and shows how it is typed, in %s', (locale) => {
  for (const text of wrong) {
    const outcome = parseTyped(text)
    if (outcome.kind !== 'wrong') throw new Error(`expected a problem with ${text}`)
    const view = typedProblemView(outcome.problem, locale)
    const [example] = codesIn(view)
    expect(parseTyped(example?.slice('/news '.length) ?? '').kind).toBe('command')
    expect(JSON.stringify(view)).not.toContain('undefined')
  }
})

test('a word too many behind subscribe is offered as a filter', () => {
  const problem: TypedProblem = { kind: 'surplus', command: 'subscribe', text: 'budget' }
  expect(JSON.stringify(typedProblemView(problem, 'en'))).toContain('+budget')
  expect(JSON.stringify(typedProblemView({ ...problem, command: 'list' }, 'en'))).not.toContain('+budget')
})

test('whatever is wrong, the answer is short and never throws', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.constantFrom(...locales),
      (text, locale) => {
        const outcome = parseTyped(text)
        return (
          outcome.kind === 'command' ||
          JSON.stringify(typedProblemView(outcome.problem, locale)).length < 1500
        )
      },
    ),
  )
})
