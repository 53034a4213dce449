import { randomUUID } from 'node:crypto'
import type { Form } from '../../src/deliver/reply.ts'
import type { FormMemory } from './render-form.ts'

/** A form that Slack did not open any more, with what it has to remember. */
export type KeptForm = { readonly form: Form; readonly memory: FormMemory }

export type KeptForms = {
  /** The id of the kept form. */
  keep(kept: KeptForm): string
  find(id: string): KeptForm | null
}

const mostKept = 500

/** Keeps the latest forms until somebody asks for them again. */
export function createKeptForms(): KeptForms {
  const forms = new Map<string, KeptForm>()
  return {
    keep: (kept) => {
      const id = randomUUID()
      forms.set(id, kept)
      const [oldest] = forms.keys()
      if (forms.size > mostKept && oldest !== undefined) forms.delete(oldest)
      return id
    },
    find: (id) => forms.get(id) ?? null,
  }
}
