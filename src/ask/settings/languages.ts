import type { Locale } from '../../deliver/locale.ts'
import { settingsTexts } from '../texts/settings.ts'

/** What a language is called; null is the one that is chosen each time. */
export function languageName(code: string | null, locale: Locale): string {
  if (code === null) return settingsTexts[locale].automatic
  return new Intl.DisplayNames(locale, { type: 'language' }).of(code) ?? code
}
