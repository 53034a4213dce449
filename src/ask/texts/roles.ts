import type { Texts } from '../../deliver/locale.ts'

/** For whoever asks for an office instead of a name. */
export const roleTexts: Texts<{ readonly calledSo: (role: string, person: string) => string }> = {
  en: { calledSo: (role, person) => `“${role}” is what articles of the last 30 days call ${person}.` },
  de: { calledSo: (role, person) => `„${role}“ nennen Artikel der letzten 30 Tage ${person}.` },
  fr: {
    calledSo: (role, person) => `« ${role} » désigne ${person} dans les articles des 30 derniers jours.`,
  },
  es: {
    calledSo: (role, person) => `«${role}» es como llaman a ${person} los artículos de los últimos 30 días.`,
  },
  uk: { calledSo: (role, person) => `«${role}» — так статті останніх 30 днів називають: ${person}.` },
}
