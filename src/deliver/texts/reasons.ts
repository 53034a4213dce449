import type { Texts } from '../locale.ts'

export type ReasonName =
  | 'follows'
  | 'began'
  | 'paused'
  | 'samePage'
  | 'badFilter'
  | 'leftOut'
  | 'keptBy'
  | 'noneOf'
  | 'missing'
  | 'schedule'
  | 'quiet'
  | 'budget'
  | 'backlog'
  | 'alone'
  | 'digested'
  | 'unreadable'

/** Why a post came to a channel or did not. The store keeps them in English; `{}` stands for a rule, hours or a number. */
export const reasonTexts: Texts<Readonly<Record<ReasonName, string>>> = {
  en: {
    follows: 'the channel follows the feed',
    began: 'the channel began to follow the feed',
    paused: 'the subscription is paused',
    samePage: 'the channel already has a post of this page',
    badFilter: 'its filter could not be read',
    leftOut: 'left out by {}',
    keptBy: 'kept by {}',
    noneOf: 'none of {} is in it',
    missing: '{} is not in it',
    schedule: 'waits for the digest ({})',
    quiet: 'it is quiet in the channel ({})',
    budget: 'the channel wants no more than {} posts an hour',
    backlog: 'it waited while the channel could not be reached',
    alone: 'nothing else waited, so it is posted as it is',
    digested: 'is in a digest of {} posts',
    unreadable: 'the stored post cannot be read',
  },
  de: {
    follows: 'der Kanal hat den Feed abonniert',
    began: 'der Kanal hat den Feed gerade abonniert',
    paused: 'der Feed pausiert hier',
    samePage: 'der Kanal hat diese Seite schon',
    badFilter: 'sein Filter ließ sich nicht lesen',
    leftOut: 'ausgelassen wegen {}',
    keptBy: 'behalten wegen {}',
    noneOf: 'nichts von {} kommt darin vor',
    missing: '{} kommt darin nicht vor',
    schedule: 'wartet auf die Sammelmeldung ({})',
    quiet: 'im Kanal ist Ruhezeit ({})',
    budget: 'der Kanal will höchstens {} Posts je Stunde',
    backlog: 'es wartete, während der Kanal nicht erreichbar war',
    alone: 'sonst wartete nichts, darum einzeln gepostet',
    digested: 'steht in einer Sammelmeldung mit {} Posts',
    unreadable: 'der gespeicherte Post ist nicht lesbar',
  },
  fr: {
    follows: 'le canal suit le flux',
    began: 'le canal a commencé à suivre le flux',
    paused: 'le flux est en pause ici',
    samePage: 'le canal a déjà cette page',
    badFilter: 'son filtre n’a pas pu être lu',
    leftOut: 'écarté par {}',
    keptBy: 'retenu par {}',
    noneOf: 'rien de {} n’y figure',
    missing: '{} n’y figure pas',
    schedule: 'attend le récapitulatif ({})',
    quiet: 'heures calmes dans le canal ({})',
    budget: 'le canal ne veut pas plus de {} publications par heure',
    backlog: 'a attendu que le canal soit de nouveau joignable',
    alone: 'rien d’autre n’attendait, donc publié tel quel',
    digested: 'figure dans un récapitulatif de {} publications',
    unreadable: 'la publication enregistrée est illisible',
  },
  es: {
    follows: 'el canal sigue la fuente',
    began: 'el canal empezó a seguir la fuente',
    paused: 'la fuente está en pausa aquí',
    samePage: 'el canal ya tiene esta página',
    badFilter: 'no se pudo leer su filtro',
    leftOut: 'excluido por {}',
    keptBy: 'incluido por {}',
    noneOf: 'no aparece nada de {}',
    missing: '{} no aparece',
    schedule: 'espera el resumen ({})',
    quiet: 'horas de silencio en el canal ({})',
    budget: 'el canal no quiere más de {} publicaciones por hora',
    backlog: 'esperó mientras no se podía llegar al canal',
    alone: 'no esperaba nada más, así que se publica tal cual',
    digested: 'está en un resumen de {} publicaciones',
    unreadable: 'la publicación guardada no se puede leer',
  },
  uk: {
    follows: 'канал стежить за стрічкою',
    began: 'канал почав стежити за стрічкою',
    paused: 'стрічку тут призупинено',
    samePage: 'канал уже має цю сторінку',
    badFilter: 'її фільтр не вдалося прочитати',
    leftOut: 'відкинуто через {}',
    keptBy: 'залишено через {}',
    noneOf: 'немає нічого з {}',
    missing: 'немає {}',
    schedule: 'чекає на дайджест ({})',
    quiet: 'у каналі тихі години ({})',
    budget: 'канал хоче не більше {} публікацій на годину',
    backlog: 'чекало, поки канал був недоступний',
    alone: 'більше нічого не чекало, тож опубліковано окремо',
    digested: 'увійшло до дайджесту з {} публікацій',
    unreadable: 'збережену публікацію неможливо прочитати',
  },
}
