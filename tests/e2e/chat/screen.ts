/** What a person has before them: all its words, and what can be used. */
export type Screen = {
  readonly kind: 'message' | 'form'
  /** Every word one reads, top to bottom; buttons and selects stand in [brackets]. */
  readonly text: string
  /** Nobody else sees it. */
  readonly isPrivate: boolean
  readonly controls: readonly Control[]
  /** Of a form. */
  readonly fields: readonly FormField[]
}

export type Control = {
  readonly kind: 'button' | 'select' | 'link'
  readonly label: string
  /** What the platform knows it by. */
  readonly id: string
  readonly value: string
  readonly options: readonly Choice[]
}

export type Choice = { readonly label: string; readonly value: string }

export type FormField = {
  readonly name: string
  readonly label: string
  readonly hint: string
  readonly value: string
  readonly options: readonly Choice[]
}

/** The words of a message with its buttons below, one row each. */
export function messageText(lines: readonly string[], rows: readonly (readonly Control[])[]): string {
  const bars = rows.map((row) => row.map(controlText).join(' '))
  return [...lines, ...bars].filter((line) => line.trim() !== '').join('\n')
}

function controlText({ kind, label, options }: Control): string {
  return kind === 'select' ? `[${label}: ${options.map((one) => one.label).join(' | ')}]` : `[${label}]`
}

/** A form from its title to its button. */
export function formText(title: string, fields: readonly FormField[], submit: string): string {
  return [title, ...fields.flatMap(fieldLines), `[${submit}]`].join('\n')
}

function fieldLines({ label, hint, value, options }: FormField): string[] {
  const chosen = options.find((option) => option.value === value)?.label ?? value
  const choices = options.length === 0 ? '' : ` (${options.map((one) => one.label).join(' | ')})`
  return [`${label}: ${chosen === '' ? '…' : chosen}${choices}`, ...(hint === '' ? [] : [`  ${hint}`])]
}

const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })

/** A time that the platform puts into the reader's own words and zone. */
export function shownTime(seconds: number): string {
  return moment.format(seconds * 1000)
}

/** The control with this label, of several the last; what is there instead is told. */
export function controlOf(screen: Screen, label: string): Control | null {
  return screen.controls.findLast((control) => control.kind !== 'select' && control.label === label) ?? null
}

/** The words as a person may read them; what only a programmer understands is no answer. */
export function readable(text: string): string {
  if (/^\s+at .+:\d+:\d+|\b\w*Error: |\bundefined\b|\[object /m.test(text))
    throw new Error(`this is not for people:\n${text}`)
  return text
}
