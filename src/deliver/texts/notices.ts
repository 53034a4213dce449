import type { Texts } from '../locale.ts'

type NoticeTexts = {
  readonly closed: (channel: string) => string
  readonly closedNote: string
  readonly open: (channel: string) => string
  readonly openNote: string
  readonly held: (channel: string) => string
  readonly heldNote: string
  readonly platform: (platform: string) => string
  readonly platformNote: string
}

/** To the people who run the bot: what becomes of channels and posts. */
export const noticeTexts: Texts<NoticeTexts> = {
  en: {
    closed: (channel) => `I cannot post in ${channel}`,
    closedNote:
      'What is new for this channel waits and its feeds stay as they are. I look again by myself and go on when I am let in.',
    open: (channel) => `I can post in ${channel} again`,
    openNote: 'What waited is on its way.',
    held: (channel) => `A post in ${channel} may be missing`,
    heldNote:
      'The platform did not answer when I posted, and I may not read the channel to look. I did not post again, so that nothing stands there twice.',
    platform: (platform) => `I cannot post to ${platform} at all`,
    platformNote: 'What is new for its channels waits. The other platforms go on.',
  },
  de: {
    closed: (channel) => `In ${channel} kann ich nicht posten`,
    closedNote:
      'Was für diesen Kanal neu ist, wartet, und seine Feeds bleiben, wie sie sind. Ich sehe von selbst wieder nach und mache weiter, sobald ich darf.',
    open: (channel) => `In ${channel} kann ich wieder posten`,
    openNote: 'Was gewartet hat, ist unterwegs.',
    held: (channel) => `In ${channel} fehlt vielleicht ein Post`,
    heldNote:
      'Die Plattform hat auf meinen Post nicht geantwortet, und ich darf im Kanal nicht nachsehen. Ich habe nicht noch einmal gepostet, damit nichts doppelt dasteht.',
    platform: (platform) => `Auf ${platform} kann ich gar nicht posten`,
    platformNote: 'Was für die Kanäle dort neu ist, wartet. Auf den anderen Plattformen geht es weiter.',
  },
  fr: {
    closed: (channel) => `Je ne peux pas publier dans ${channel}`,
    closedNote:
      'Ce qui est nouveau pour ce canal attend et ses flux restent tels quels. Je vérifie de moi-même et je reprends dès que j’y ai accès.',
    open: (channel) => `Je peux de nouveau publier dans ${channel}`,
    openNote: 'Ce qui attendait arrive.',
    held: (channel) => `Il manque peut-être une publication dans ${channel}`,
    heldNote:
      'La plateforme n’a pas répondu quand j’ai publié, et je n’ai pas le droit de lire le canal pour vérifier. Je n’ai pas publié de nouveau, pour que rien n’y soit en double.',
    platform: (platform) => `Je ne peux plus rien publier sur ${platform}`,
    platformNote: 'Ce qui est nouveau pour ses canaux attend. Les autres plateformes continuent.',
  },
  es: {
    closed: (channel) => `No puedo publicar en ${channel}`,
    closedNote:
      'Lo nuevo para este canal espera y sus fuentes siguen como están. Vuelvo a mirar por mi cuenta y continúo en cuanto me dejen.',
    open: (channel) => `Ya puedo publicar otra vez en ${channel}`,
    openNote: 'Lo que esperaba está en camino.',
    held: (channel) => `Quizá falte una publicación en ${channel}`,
    heldNote:
      'La plataforma no respondió cuando publiqué, y no tengo permiso para leer el canal y comprobarlo. No lo publiqué de nuevo, para que nada aparezca dos veces.',
    platform: (platform) => `No puedo publicar nada en ${platform}`,
    platformNote: 'Lo nuevo para sus canales espera. Las demás plataformas siguen.',
  },
  uk: {
    closed: (channel) => `Я не можу писати в ${channel}`,
    closedNote:
      'Усе нове для цього каналу чекає, а його стрічки лишаються як є. Я сам перевірятиму доступ і продовжу, щойно мене впустять.',
    open: (channel) => `Я знову можу писати в ${channel}`,
    openNote: 'Те, що чекало, уже надсилається.',
    held: (channel) => `У ${channel}, можливо, бракує допису`,
    heldNote:
      'Платформа не відповіла на мій допис, а перевірити канал я не маю права. Я не надсилав удруге, щоб нічого не повторилося.',
    platform: (platform) => `Я взагалі не можу писати на ${platform}`,
    platformNote: 'Усе нове для її каналів чекає. Інші платформи працюють далі.',
  },
}
