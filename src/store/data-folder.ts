import { closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs'
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

/** Returns when the file, or what the folder lists, is on the disk. */
export function flushToDisk(path: string): void {
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
