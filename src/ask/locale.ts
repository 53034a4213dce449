/** The languages of chat are those of the channels' posts. */
export { type Locale, localeOf, locales, type Texts } from '../deliver/locale.ts'
