import type { Texts } from '../../deliver/locale.ts'

type FollowingTexts = {
  readonly done: (title: string) => string
  readonly first: (count: number) => string
  readonly nextPoll: string
  readonly nextPollNow: string
  readonly timeZone: (zone: string) => string
  readonly undo: string
  readonly errorsTo: (channel: string) => string
  readonly errorsNowhere: string
  readonly unsubscribe: string
}

/** What is said once a feed is followed. */
export const followingTexts: Texts<FollowingTexts> = {
  en: {
    done: (title) => `${title} is followed now.`,
    first: (count) =>
      count === 0
        ? 'What it lists now is only remembered; what comes next is posted.'
        : count === 1
          ? 'Its newest item is posted in a moment; all older ones are only remembered.'
          : `Its ${count} newest items are posted in a moment; all older ones are only remembered.`,
    nextPoll: 'I look at it next ',
    nextPollNow: 'I look at it now, then as often as it publishes.',
    timeZone: (zone) => `Times here are in the time zone ${zone}`,
    undo: 'To undo: ',
    errorsTo: (channel) => `If it fails, ${channel} is told.`,
    errorsNowhere: 'If it fails, nobody is told yet: name a channel for errors with /news settings.',
    unsubscribe: 'Unsubscribe',
  },
  de: {
    done: (title) => `${title} ist jetzt abonniert.`,
    first: (count) =>
      count === 0
        ? 'Was er jetzt enthält, wird nur gemerkt; was danach kommt, wird gepostet.'
        : count === 1
          ? 'Der neueste Eintrag wird gleich gepostet; alle älteren werden nur gemerkt.'
          : `Die ${count} neuesten Einträge werden gleich gepostet; alle älteren werden nur gemerkt.`,
    nextPoll: 'Ich sehe wieder nach ',
    nextPollNow: 'Ich sehe jetzt nach, danach so oft, wie er erscheint.',
    timeZone: (zone) => `Zeiten gelten hier in der Zeitzone ${zone}`,
    undo: 'Rückgängig: ',
    errorsTo: (channel) => `Wenn er ausfällt, erfährt es ${channel}.`,
    errorsNowhere:
      'Wenn er ausfällt, erfährt es noch niemand: nenne mit /news settings einen Kanal für Fehler.',
    unsubscribe: 'Abbestellen',
  },
  fr: {
    done: (title) => `${title} est maintenant suivi.`,
    first: (count) =>
      count === 0
        ? 'Ce qu’il contient est seulement mémorisé ; la suite sera publiée.'
        : count === 1
          ? 'Son dernier article est publié dans un instant ; les plus anciens sont seulement mémorisés.'
          : `Ses ${count} derniers articles sont publiés dans un instant ; les plus anciens sont seulement mémorisés.`,
    nextPoll: 'Je le consulte à nouveau ',
    nextPollNow: 'Je le consulte maintenant, puis aussi souvent qu’il paraît.',
    timeZone: (zone) => `Ici, les heures sont dans le fuseau ${zone}`,
    undo: 'Pour annuler : ',
    errorsTo: (channel) => `S’il tombe en panne, ${channel} est prévenu.`,
    errorsNowhere:
      'S’il tombe en panne, personne n’est encore prévenu : nommez un canal pour les erreurs avec /news settings.',
    unsubscribe: 'Se désabonner',
  },
  es: {
    done: (title) => `Ahora se sigue ${title}.`,
    first: (count) =>
      count === 0
        ? 'Lo que contiene ahora solo se recuerda; lo siguiente se publicará.'
        : count === 1
          ? 'Su último artículo se publica en un momento; los anteriores solo se recuerdan.'
          : `Sus ${count} últimos artículos se publican en un momento; los anteriores solo se recuerdan.`,
    nextPoll: 'La consulto de nuevo ',
    nextPollNow: 'La consulto ahora y después con la frecuencia con que publica.',
    timeZone: (zone) => `Las horas aquí son de la zona ${zone}`,
    undo: 'Para deshacerlo: ',
    errorsTo: (channel) => `Si falla, se avisa en ${channel}.`,
    errorsNowhere: 'Si falla, aún no se avisa a nadie: nombra un canal para errores con /news settings.',
    unsubscribe: 'Cancelar suscripción',
  },
  uk: {
    done: (title) => `Підписку оформлено: ${title}.`,
    first: (count) =>
      count === 0
        ? 'Те, що є зараз, лише запамʼятовується; наступне буде опубліковано.'
        : count === 1
          ? 'Останню новину буде невдовзі опубліковано; старіші лише запамʼятовуються.'
          : `Останні новини (${count}) буде невдовзі опубліковано; старіші лише запамʼятовуються.`,
    nextPoll: 'Наступна перевірка ',
    nextPollNow: 'Я перевіряю її зараз, а далі — так часто, як вона виходить.',
    timeZone: (zone) => `Час тут у поясі ${zone}`,
    undo: 'Щоб скасувати: ',
    errorsTo: (channel) => `Якщо вона зламається, про це повідомлять у ${channel}.`,
    errorsNowhere:
      'Якщо вона зламається, ще ніхто не дізнається: назвіть канал для помилок через /news settings.',
    unsubscribe: 'Відписатися',
  },
}
