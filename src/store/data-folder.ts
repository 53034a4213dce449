import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { clearError } from './store-error.ts'

/** Makes the folder when it is not there. */
export function ensureFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    throw clearError(`open ${resolve(folder)}`, error)
  }
}
