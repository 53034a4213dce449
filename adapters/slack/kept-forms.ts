import { randomUUID } from 'node:crypto'
import type { types } from '@slack/bolt'
import type { Modal } from './render-form-again.ts'

/** A form that Slack did not open any more, or closed before it was known to be wrong. */
export type KeptForm = Modal | types.ModalView

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
