import type { Locale, Texts } from '../../deliver/locale.ts'
import { refusalMessages, refusalReasons, type ToldRefusal } from '../../read/refusals.ts'

const texts: Texts<Readonly<Record<ToldRefusal, string>>> = {
  en: {
    'subscribers-only': 'it is for subscribers, and the page shows at most its start',
    consent: 'the site asks for consent to cookies first',
    'robot-check': 'the site asks whoever opens it to prove to be human',
    login: 'the site asks for a login first',
    'error-page': 'the page shows an error in its place',
  },
  de: {
    'subscribers-only': 'er ist für Abonnenten, und die Seite zeigt höchstens seinen Anfang',
    consent: 'die Seite verlangt zuerst die Zustimmung zu Cookies',
    'robot-check': 'die Seite verlangt den Nachweis, dass ein Mensch sie öffnet',
    login: 'die Seite verlangt zuerst eine Anmeldung',
    'error-page': 'die Seite zeigt an seiner Stelle einen Fehler',
  },
  fr: {
    'subscribers-only': 'il est réservé aux abonnés, et la page n’en montre au plus que le début',
    consent: 'le site demande d’abord d’accepter les cookies',
    'robot-check': 'le site demande de prouver qu’une personne l’ouvre',
    login: 'le site demande d’abord une connexion',
    'error-page': 'la page montre une erreur à sa place',
  },
  es: {
    'subscribers-only': 'es para suscriptores y la página muestra como mucho su comienzo',
    consent: 'el sitio pide primero aceptar las cookies',
    'robot-check': 'el sitio pide demostrar que lo abre una persona',
    login: 'el sitio pide primero iniciar sesión',
    'error-page': 'la página muestra un error en su lugar',
  },
  uk: {
    'subscribers-only': 'вона для передплатників, і сторінка показує щонайбільше її початок',
    consent: 'сайт спершу просить згоду на файли cookie',
    'robot-check': 'сайт просить довести, що його відкриває людина',
    login: 'сайт спершу просить увійти',
    'error-page': 'замість неї сторінка показує помилку',
  },
}

/** Why an article could not be read, as it was kept, in the language of whoever asks; what is not known stays as it is. */
export function tellProblem(problem: string, locale: Locale): string {
  const reason = refusalReasons.find((one) => refusalMessages[one] === problem)
  return reason === undefined ? problem : texts[locale][reason]
}
