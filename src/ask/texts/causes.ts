import type { Texts } from '../../deliver/locale.ts'

/** Why a feed cannot be read, for people, and what they can do. */
export type Cause = { readonly found: string; readonly fix: string }

type Causes = Readonly<
  Record<
    | 'gone'
    | 'refused'
    | 'missing'
    | 'locked'
    | 'members'
    | 'busy'
    | 'broken'
    | 'silent'
    | 'name'
    | 'slow'
    | 'secure'
    | 'private'
    | 'page'
    | 'damaged'
    | 'large'
    | 'empty'
    | 'redirect'
    | 'other',
    Cause
  >
>

export const causeTexts: Texts<Causes> = {
  en: {
    gone: {
      found: 'the publisher took it away for good',
      fix: 'Look on the site for another feed and unsubscribe from this one.',
    },
    refused: {
      found: 'the site does not let bots read it',
      fix: 'Ask the publisher to let feed readers through, or look for another feed.',
    },
    missing: {
      found: 'there is nothing at this address any more',
      fix: 'Look on the site for its new address.',
    },
    locked: {
      found: 'the site asks for a password',
      fix: 'Use an address that needs none, or that has the password in it.',
    },
    members: {
      found: 'the site shows it only to subscribers or after logging in',
      fix: 'Ask the publisher for an address that works without logging in, or look for another feed.',
    },
    busy: { found: 'the site says that it is asked too often', fix: 'I ask less often; nothing to do.' },
    broken: { found: 'the site’s server is out of order', fix: 'I try again; usually it comes back.' },
    silent: { found: 'the site’s server does not answer', fix: 'I try again; usually it comes back.' },
    name: {
      found: 'there is no site with this name',
      fix: 'Check the spelling, or look for the new address.',
    },
    slow: { found: 'the site answers too slowly', fix: 'I try again; usually it gets better.' },
    secure: {
      found: 'the site’s certificate is not in order',
      fix: 'The publisher has to renew it. I try again.',
    },
    private: {
      found: 'the address is not on the public internet',
      fix: 'Whoever runs the bot can allow the network with PULLQUOTE_ALLOW_NETWORKS.',
    },
    page: { found: 'there is a web page and no feed', fix: 'Look for the feed’s own address on the site.' },
    damaged: { found: 'the feed is damaged', fix: 'The publisher has to mend it. I try again.' },
    large: { found: 'the feed is too large', fix: 'Look for a smaller feed on the site.' },
    empty: { found: 'the site answers with nothing', fix: 'I try again; usually it comes back.' },
    redirect: { found: 'the site sends me in circles', fix: 'Use the feed’s new address.' },
    other: { found: 'the site’s answer cannot be used', fix: 'I try again; usually it comes back.' },
  },
  de: {
    gone: {
      found: 'der Herausgeber hat ihn endgültig entfernt',
      fix: 'Auf der Website einen anderen Feed suchen und diesen abbestellen.',
    },
    refused: {
      found: 'die Website lässt Bots nicht lesen',
      fix: 'Den Herausgeber bitten, Feedreader zuzulassen, oder einen anderen Feed suchen.',
    },
    missing: {
      found: 'unter dieser Adresse gibt es nichts mehr',
      fix: 'Auf der Website die neue Adresse suchen.',
    },
    locked: {
      found: 'die Website verlangt ein Passwort',
      fix: 'Eine Adresse nehmen, die keines braucht oder es enthält.',
    },
    members: {
      found: 'die Website zeigt ihn nur Abonnenten oder nach einer Anmeldung',
      fix: 'Den Herausgeber um eine Adresse bitten, die ohne Anmeldung geht, oder einen anderen Feed suchen.',
    },
    busy: {
      found: 'die Website sagt, sie werde zu oft gefragt',
      fix: 'Ich frage seltener; es ist nichts zu tun.',
    },
    broken: {
      found: 'der Server der Website ist gestört',
      fix: 'Ich versuche es weiter; meist kommt er wieder.',
    },
    silent: {
      found: 'der Server der Website antwortet nicht',
      fix: 'Ich versuche es weiter; meist kommt er wieder.',
    },
    name: {
      found: 'es gibt keine Website mit diesem Namen',
      fix: 'Die Schreibweise prüfen oder die neue Adresse suchen.',
    },
    slow: {
      found: 'die Website antwortet zu langsam',
      fix: 'Ich versuche es weiter; meist wird es besser.',
    },
    secure: {
      found: 'das Zertifikat der Website ist nicht in Ordnung',
      fix: 'Der Herausgeber muss es erneuern. Ich versuche es weiter.',
    },
    private: {
      found: 'die Adresse liegt nicht im öffentlichen Internet',
      fix: 'Wer den Bot betreibt, kann das Netz mit PULLQUOTE_ALLOW_NETWORKS erlauben.',
    },
    page: {
      found: 'dort ist eine Webseite und kein Feed',
      fix: 'Auf der Website die Adresse des Feeds suchen.',
    },
    damaged: {
      found: 'der Feed ist beschädigt',
      fix: 'Der Herausgeber muss ihn reparieren. Ich versuche es weiter.',
    },
    large: { found: 'der Feed ist zu groß', fix: 'Auf der Website einen kleineren Feed suchen.' },
    empty: {
      found: 'die Website antwortet mit nichts',
      fix: 'Ich versuche es weiter; meist kommt er wieder.',
    },
    redirect: {
      found: 'die Website leitet mich im Kreis',
      fix: 'Die neue Adresse des Feeds verwenden.',
    },
    other: {
      found: 'mit der Antwort der Website ist nichts anzufangen',
      fix: 'Ich versuche es weiter; meist kommt er wieder.',
    },
  },
  fr: {
    gone: {
      found: 'l’éditeur l’a retiré définitivement',
      fix: 'Cherchez un autre flux sur le site et désabonnez-vous de celui-ci.',
    },
    refused: {
      found: 'le site refuse les robots',
      fix: 'Demandez à l’éditeur de laisser passer les lecteurs de flux, ou cherchez un autre flux.',
    },
    missing: {
      found: 'il n’y a plus rien à cette adresse',
      fix: 'Cherchez la nouvelle adresse sur le site.',
    },
    locked: {
      found: 'le site demande un mot de passe',
      fix: 'Utilisez une adresse qui n’en demande pas, ou qui le contient.',
    },
    members: {
      found: 'le site ne le montre qu’aux abonnés ou après connexion',
      fix: 'Demandez à l’éditeur une adresse qui marche sans connexion, ou cherchez un autre flux.',
    },
    busy: {
      found: 'le site dit qu’on l’interroge trop souvent',
      fix: 'Je l’interroge moins souvent ; rien à faire.',
    },
    broken: {
      found: 'le serveur du site est en panne',
      fix: 'Je réessaie ; d’ordinaire cela revient.',
    },
    silent: {
      found: 'le serveur du site ne répond pas',
      fix: 'Je réessaie ; d’ordinaire cela revient.',
    },
    name: {
      found: 'aucun site ne porte ce nom',
      fix: 'Vérifiez l’orthographe ou cherchez la nouvelle adresse.',
    },
    slow: { found: 'le site répond trop lentement', fix: 'Je réessaie ; d’ordinaire cela s’arrange.' },
    secure: {
      found: 'le certificat du site n’est pas en règle',
      fix: 'L’éditeur doit le renouveler. Je réessaie.',
    },
    private: {
      found: 'l’adresse n’est pas sur l’internet public',
      fix: 'La personne qui gère le bot peut autoriser ce réseau avec PULLQUOTE_ALLOW_NETWORKS.',
    },
    page: {
      found: 'il y a là une page web et pas de flux',
      fix: 'Cherchez l’adresse du flux sur le site.',
    },
    damaged: { found: 'le flux est abîmé', fix: 'L’éditeur doit le réparer. Je réessaie.' },
    large: { found: 'le flux est trop gros', fix: 'Cherchez un flux plus petit sur le site.' },
    empty: { found: 'le site répond sans rien', fix: 'Je réessaie ; d’ordinaire cela revient.' },
    redirect: { found: 'le site me fait tourner en rond', fix: 'Utilisez la nouvelle adresse du flux.' },
    other: {
      found: 'la réponse du site est inutilisable',
      fix: 'Je réessaie ; d’ordinaire cela revient.',
    },
  },
  es: {
    gone: {
      found: 'el editor la retiró para siempre',
      fix: 'Busca otra fuente en el sitio y cancela esta suscripción.',
    },
    refused: {
      found: 'el sitio no deja leer a los bots',
      fix: 'Pide al editor que deje pasar a los lectores de fuentes, o busca otra.',
    },
    missing: {
      found: 'ya no hay nada en esta dirección',
      fix: 'Busca la nueva dirección en el sitio.',
    },
    locked: {
      found: 'el sitio pide una contraseña',
      fix: 'Usa una dirección que no la pida o que la contenga.',
    },
    members: {
      found: 'el sitio solo la muestra a suscriptores o tras iniciar sesión',
      fix: 'Pide al editor una dirección que funcione sin iniciar sesión, o busca otra fuente.',
    },
    busy: {
      found: 'el sitio dice que se le consulta demasiado',
      fix: 'Consulto menos a menudo; no hay nada que hacer.',
    },
    broken: {
      found: 'el servidor del sitio está averiado',
      fix: 'Lo sigo intentando; suele volver.',
    },
    silent: {
      found: 'el servidor del sitio no responde',
      fix: 'Lo sigo intentando; suele volver.',
    },
    name: {
      found: 'no hay ningún sitio con ese nombre',
      fix: 'Revisa la ortografía o busca la nueva dirección.',
    },
    slow: { found: 'el sitio responde demasiado despacio', fix: 'Lo sigo intentando; suele mejorar.' },
    secure: {
      found: 'el certificado del sitio no está en regla',
      fix: 'El editor tiene que renovarlo. Lo sigo intentando.',
    },
    private: {
      found: 'la dirección no está en la internet pública',
      fix: 'Quien gestiona el bot puede permitir la red con PULLQUOTE_ALLOW_NETWORKS.',
    },
    page: {
      found: 'ahí hay una página web y no una fuente',
      fix: 'Busca en el sitio la dirección de la fuente.',
    },
    damaged: { found: 'la fuente está dañada', fix: 'El editor tiene que repararla. Lo sigo intentando.' },
    large: { found: 'la fuente es demasiado grande', fix: 'Busca en el sitio una más pequeña.' },
    empty: { found: 'el sitio responde sin nada', fix: 'Lo sigo intentando; suele volver.' },
    redirect: { found: 'el sitio me hace dar vueltas', fix: 'Usa la nueva dirección de la fuente.' },
    other: {
      found: 'la respuesta del sitio no sirve',
      fix: 'Lo sigo intentando; suele volver.',
    },
  },
  uk: {
    gone: {
      found: 'видавець прибрав її назавжди',
      fix: 'Знайдіть на сайті іншу стрічку й відпишіться від цієї.',
    },
    refused: {
      found: 'сайт не дає ботам її читати',
      fix: 'Попросіть видавця пропускати читачів стрічок або знайдіть іншу.',
    },
    missing: { found: 'за цією адресою більше нічого немає', fix: 'Знайдіть на сайті нову адресу.' },
    locked: {
      found: 'сайт вимагає пароль',
      fix: 'Візьміть адресу, яка його не потребує або містить.',
    },
    members: {
      found: 'сайт показує її лише передплатникам або після входу',
      fix: 'Попросіть у видавця адресу, яка працює без входу, або знайдіть іншу стрічку.',
    },
    busy: {
      found: 'сайт каже, що його питають надто часто',
      fix: 'Я питатиму рідше; робити нічого не треба.',
    },
    broken: { found: 'сервер сайту несправний', fix: 'Я пробую далі; зазвичай він повертається.' },
    silent: { found: 'сервер сайту не відповідає', fix: 'Я пробую далі; зазвичай він повертається.' },
    name: {
      found: 'сайту з такою назвою немає',
      fix: 'Перевірте написання або знайдіть нову адресу.',
    },
    slow: { found: 'сайт відповідає надто повільно', fix: 'Я пробую далі; зазвичай стає краще.' },
    secure: {
      found: 'сертифікат сайту не в порядку',
      fix: 'Видавець має його поновити. Я пробую далі.',
    },
    private: {
      found: 'адреса не в публічному інтернеті',
      fix: 'Хто керує ботом, може дозволити мережу через PULLQUOTE_ALLOW_NETWORKS.',
    },
    page: {
      found: 'там вебсторінка, а не стрічка',
      fix: 'Знайдіть на сайті адресу самої стрічки.',
    },
    damaged: { found: 'стрічка пошкоджена', fix: 'Видавець має її виправити. Я пробую далі.' },
    large: { found: 'стрічка завелика', fix: 'Знайдіть на сайті меншу стрічку.' },
    empty: { found: 'сайт відповідає порожнечею', fix: 'Я пробую далі; зазвичай усе повертається.' },
    redirect: { found: 'сайт водить мене по колу', fix: 'Візьміть нову адресу стрічки.' },
    other: {
      found: 'відповідь сайту непридатна',
      fix: 'Я пробую далі; зазвичай усе повертається.',
    },
  },
}
