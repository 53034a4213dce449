import { randomUUID } from 'node:crypto'
import type { ChatEvents } from '../../src/deliver/adapter.ts'
import type { Actor, Interaction } from '../../src/deliver/interaction.ts'
import { localeOf, type Texts } from '../../src/deliver/locale.ts'
import type { Field, Form, Reply } from '../../src/deliver/reply.ts'
import type { Block, RichText } from '../../src/deliver/view.ts'

type Interact = ChatEvents['interact']
type Invalid = Extract<Reply, { kind: 'invalid' }>

type FormMemory = {
  remember(id: string, form: Form): void
  find(id: string): Form | null
}

const action = 'form-again'
const mostKept = 500

const texts: Texts<{ readonly open: string; readonly gone: string }> = {
  en: { open: 'Open the form again', gone: 'That form is not here any more. Please ask for it again.' },
  de: {
    open: 'Formular wieder öffnen',
    gone: 'Dieses Formular ist nicht mehr da. Bitte fordere es noch einmal an.',
  },
  fr: {
    open: 'Rouvrir le formulaire',
    gone: 'Ce formulaire n’est plus là. Veuillez le demander de nouveau.',
  },
  es: {
    open: 'Abrir de nuevo el formulario',
    gone: 'Ese formulario ya no está aquí. Pídelo otra vez.',
  },
  uk: { open: 'Знову відкрити форму', gone: 'Цієї форми вже немає. Відкрийте її ще раз.' },
}

/**
 * Discord closes a form when it is sent, and tells neither its labels nor what may be chosen: so forms are remembered, and
 * one that was filled in wrongly opens again with what was entered, also after the connection was lost.
 */
export function openFormsAgain(): (interact: Interact) => Interact {
  const memory = createMemory()
  return (interact) => async (interaction) => {
    const reply = wantedAgain(interaction, memory) ?? (await interact(interaction))
    if (reply.kind === 'form')
      memory.remember(idOf(interaction.actor, reply.form.form, reply.form.state), reply.form)
    return reply.kind === 'invalid' ? problemsWithForm(reply, interaction, memory) : reply
  }
}

/** What is wrong, by the labels of the fields where the form is known. */
export function problemItems({ problems }: Invalid, form: Form | null): readonly RichText[] {
  return Object.entries(problems).map(([name, problem]) => {
    const label = form?.fields.find((field) => field.name === name)?.label
    return label === undefined ? [problem] : [{ strong: label }, `: ${problem}`]
  })
}

function wantedAgain({ deed, actor }: Interaction, memory: FormMemory): Reply | null {
  if (deed.kind !== 'action' || deed.action !== action) return null
  const form = memory.find(deed.value)
  if (form !== null) return { kind: 'form', form }
  return privately({ kind: 'text', text: [texts[localeOf(actor.locale)].gone] })
}

function problemsWithForm(reply: Invalid, { deed, actor }: Interaction, memory: FormMemory): Reply {
  const form = deed.kind === 'form' ? memory.find(idOf(actor, deed.form, deed.state)) : null
  if (deed.kind !== 'form' || form === null) return reply
  const value = randomUUID()
  memory.remember(value, filledIn(form, deed.fields))
  const label = texts[localeOf(actor.locale)].open
  return privately(
    { kind: 'list', items: problemItems(reply, form) },
    { kind: 'buttons', buttons: [{ kind: 'action', action, value, label, tone: 'primary' }] },
  )
}

function filledIn(form: Form, entered: Readonly<Record<string, string>>): Form {
  return { ...form, fields: form.fields.map((field) => fieldWith(field, entered[field.name])) }
}

function fieldWith(field: Field, value: string | undefined): Field {
  if (value === undefined) return field
  switch (field.kind) {
    case 'text':
      return { ...field, value }
    case 'choice':
    case 'channel':
      return { ...field, chosen: value === '' ? null : value }
    case 'file':
      return field
  }
}

function idOf({ id }: Actor, form: string, state: string): string {
  return `${id}:${form}:${state}`
}

function privately(...blocks: readonly Block[]): Reply {
  return { kind: 'view', view: { blocks }, isPrivate: true }
}

/** The latest forms, until Pullquote is started again. */
function createMemory(): FormMemory {
  const forms = new Map<string, Form>()
  return {
    remember: (id, form) => {
      forms.delete(id)
      forms.set(id, form)
      const [oldest] = forms.keys()
      if (forms.size > mostKept && oldest !== undefined) forms.delete(oldest)
    },
    find: (id) => forms.get(id) ?? null,
  }
}
