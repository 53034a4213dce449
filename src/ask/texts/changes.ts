import type { Texts } from '../../deliver/locale.ts'

/** What was done, by the name under which it is recorded; what it was done to follows, but for `workspace`. */
export const changeTexts: Texts<
  Readonly<
    Record<
      | 'settings'
      | 'workspace'
      | 'subscribe'
      | 'unsubscribe'
      | 'feed edit'
      | 'feed moved'
      | 'import'
      | 'remove'
      | 'access',
      string
    >
  >
> = {
  en: {
    settings: 'settings of',
    workspace: 'settings of the workspace',
    subscribe: 'subscribed to',
    unsubscribe: 'unsubscribed from',
    'feed edit': 'changed the feed',
    'feed moved': 'feed moved:',
    import: 'imported the list',
    remove: 'removed the feed',
    access: 'access to',
  },
  de: {
    settings: 'Einstellungen von',
    workspace: 'Einstellungen des Arbeitsbereichs',
    subscribe: 'abonniert:',
    unsubscribe: 'abbestellt:',
    'feed edit': 'Feed geändert:',
    'feed moved': 'Feed umgezogen:',
    import: 'Liste importiert:',
    remove: 'Feed entfernt:',
    access: 'Zugang zu',
  },
  fr: {
    settings: 'réglages de',
    workspace: 'réglages de l’espace de travail',
    subscribe: 'abonnement à',
    unsubscribe: 'désabonnement de',
    'feed edit': 'flux changé :',
    'feed moved': 'flux déplacé :',
    import: 'liste importée :',
    remove: 'flux retiré :',
    access: 'accès à',
  },
  es: {
    settings: 'ajustes de',
    workspace: 'ajustes del espacio de trabajo',
    subscribe: 'suscripción a',
    unsubscribe: 'baja de',
    'feed edit': 'fuente cambiada:',
    'feed moved': 'fuente trasladada:',
    import: 'lista importada:',
    remove: 'fuente retirada:',
    access: 'acceso a',
  },
  uk: {
    settings: 'налаштування',
    workspace: 'налаштування простору',
    subscribe: 'підписка на',
    unsubscribe: 'відписка від',
    'feed edit': 'змінено стрічку',
    'feed moved': 'стрічку перенесено:',
    import: 'імпортовано список',
    remove: 'вилучено стрічку',
    access: 'доступ до',
  },
}
