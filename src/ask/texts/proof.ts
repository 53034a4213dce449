import type { Texts } from '../../deliver/locale.ts'
import type { SpeakerRule } from '../../read/quotes/speaker-names.ts'

export type ProofTexts = {
  /** A button, and a list to choose a quote from. */
  readonly inContext: string
  readonly choose: string
  /** The article gives the name, perhaps only a part of it. */
  readonly names: (name: string) => string
  readonly short: (words: string, name: string) => string
  /** The article says "he" or "the mayor". */
  readonly means: (words: string, name: string) => string
  readonly elsewhere: string
  /** How the speaker was found. */
  readonly found: (rule: string) => string
  readonly rules: Readonly<Record<SpeakerRule, string>>
  readonly sure: string
  readonly likely: string
  readonly noEvidence: string
  readonly changed: string
  /** The quote is kept, the article is not. */
  readonly textGone: string
  readonly gone: string
}

/** Where a quote stands in its article, and how its speaker was found. */
export const proofTexts: Texts<ProofTexts> = {
  en: {
    inContext: 'In context',
    choose: 'Show a quote in its paragraph',
    names: (name) => `The article names the speaker: ${name}.`,
    short: (words, name) => `The article names the speaker: “${words}” is ${name}.`,
    means: (words, name) => `The article says “${words}”. That is ${name}.`,
    elsewhere: 'In another paragraph:',
    found: (rule) => `How the speaker was found: ${rule}.`,
    rules: {
      label: 'the name stands before the quote like a label',
      after: 'who says it stands right behind the quote, before the verb',
      inverted: 'who says it stands right behind the quote and its verb',
      before: 'who says it stands right before the quote, with a verb of speech',
      'according-to': 'the sentence says according to whom',
      continued: 'the quote goes on where this speaker was interrupted',
      'same-paragraph': 'it follows a quote of this speaker in the same paragraph',
      introduced: 'the sentence before the quote is about this speaker',
      'quote-paragraph': 'the paragraph before is a quote of this speaker',
    },
    sure: 'The speaker is sure.',
    likely: 'The speaker is very likely.',
    noEvidence: 'It was read before I kept where the article says who speaks.',
    changed:
      'The article that I keep is no longer the one this quote was cut out of, so I cannot show it there.',
    textGone: 'I no longer keep the text of this article, so I cannot show the quote in its paragraph.',
    gone: 'I no longer have this quote, or its feed is no longer followed here.',
  },
  de: {
    inContext: 'Im Zusammenhang',
    choose: 'Ein Zitat in seinem Absatz zeigen',
    names: (name) => `Der Artikel nennt, wer spricht: ${name}.`,
    short: (words, name) => `Der Artikel nennt, wer spricht: „${words}“ ist ${name}.`,
    means: (words, name) => `Im Artikel steht „${words}“. Gemeint ist ${name}.`,
    elsewhere: 'In einem anderen Absatz:',
    found: (rule) => `Woran zu erkennen ist, wer spricht: ${rule}.`,
    rules: {
      label: 'der Name steht wie ein Etikett vor dem Zitat',
      after: 'wer es sagt, steht direkt hinter dem Zitat, vor dem Verb',
      inverted: 'wer es sagt, steht direkt hinter dem Zitat und seinem Verb',
      before: 'wer es sagt, steht mit einem Verb des Sagens direkt vor dem Zitat',
      'according-to': 'der Satz nennt, nach wessen Angaben',
      continued: 'das Zitat geht weiter, wo dieselbe Rede unterbrochen war',
      'same-paragraph': 'es folgt im selben Absatz auf ein Zitat derselben Quelle',
      introduced: 'der Satz vor dem Zitat handelt davon, wer spricht',
      'quote-paragraph': 'der Absatz davor ist ein Zitat derselben Quelle',
    },
    sure: 'Wer spricht, ist sicher.',
    likely: 'Wer spricht, ist sehr wahrscheinlich.',
    noEvidence: 'Er wurde gelesen, bevor ich mir merkte, wo im Artikel steht, wer spricht.',
    changed:
      'Der Artikel, den ich habe, ist nicht mehr der, aus dem dieses Zitat stammt; darum kann ich es dort nicht zeigen.',
    textGone:
      'Den Text dieses Artikels habe ich nicht mehr, deshalb kann ich das Zitat nicht in seinem Absatz zeigen.',
    gone: 'Dieses Zitat habe ich nicht mehr, oder sein Feed ist hier nicht mehr abonniert.',
  },
  fr: {
    inContext: 'Dans le texte',
    choose: 'Montrer une citation dans son paragraphe',
    names: (name) => `L’article nomme qui parle : ${name}.`,
    short: (words, name) => `L’article nomme qui parle : « ${words} » est ${name}.`,
    means: (words, name) => `L’article dit « ${words} ». Il s’agit de ${name}.`,
    elsewhere: 'Dans un autre paragraphe :',
    found: (rule) => `Comment on sait qui parle : ${rule}.`,
    rules: {
      label: 'le nom précède la citation comme une étiquette',
      after: 'qui parle est nommé juste après la citation, avant le verbe',
      inverted: 'qui parle est nommé juste après la citation et son verbe',
      before: 'qui parle est nommé juste avant la citation, avec un verbe de parole',
      'according-to': 'la phrase dit selon qui',
      continued: 'la citation reprend là où ces paroles étaient interrompues',
      'same-paragraph': 'elle suit une citation de la même source dans le même paragraphe',
      introduced: 'la phrase avant la citation porte sur qui parle',
      'quote-paragraph': 'le paragraphe précédent est une citation de la même source',
    },
    sure: 'C’est sûr.',
    likely: 'C’est très probable.',
    noEvidence: 'L’article a été lu avant que je ne retienne où il dit qui parle.',
    changed:
      'L’article que je garde n’est plus celui dont cette citation est tirée : je ne peux pas l’y montrer.',
    textGone:
      'Je ne garde plus le texte de cet article, je ne peux donc pas montrer la citation dans son paragraphe.',
    gone: 'Je n’ai plus cette citation, ou son flux n’est plus suivi ici.',
  },
  es: {
    inContext: 'En contexto',
    choose: 'Mostrar una cita en su párrafo',
    names: (name) => `El artículo nombra a quien habla: ${name}.`,
    short: (words, name) => `El artículo nombra a quien habla: «${words}» es ${name}.`,
    means: (words, name) => `El artículo dice «${words}». Se trata de ${name}.`,
    elsewhere: 'En otro párrafo:',
    found: (rule) => `Cómo se sabe quién habla: ${rule}.`,
    rules: {
      label: 'el nombre precede a la cita como una etiqueta',
      after: 'quien habla aparece justo después de la cita, antes del verbo',
      inverted: 'quien habla aparece justo después de la cita y de su verbo',
      before: 'quien habla aparece justo antes de la cita, con un verbo de habla',
      'according-to': 'la frase dice según quién',
      continued: 'la cita sigue donde se interrumpió lo que decía la misma fuente',
      'same-paragraph': 'sigue a una cita de la misma fuente en el mismo párrafo',
      introduced: 'la frase anterior a la cita trata de quien habla',
      'quote-paragraph': 'el párrafo anterior es una cita de la misma fuente',
    },
    sure: 'Es seguro.',
    likely: 'Es muy probable.',
    noEvidence: 'Se leyó antes de que yo guardara dónde dice el artículo quién habla.',
    changed:
      'El artículo que guardo ya no es aquel del que salió esta cita, así que no puedo mostrarla en él.',
    textGone: 'Ya no guardo el texto de este artículo, así que no puedo mostrar la cita en su párrafo.',
    gone: 'Ya no tengo esta cita, o su fuente ya no se sigue aquí.',
  },
  uk: {
    inContext: 'У контексті',
    choose: 'Показати цитату в її абзаці',
    names: (name) => `Стаття називає, хто говорить: ${name}.`,
    short: (words, name) => `Стаття називає, хто говорить: «${words}» — це ${name}.`,
    means: (words, name) => `У статті стоїть «${words}». Це ${name}.`,
    elsewhere: 'В іншому абзаці:',
    found: (rule) => `Як відомо, хто говорить: ${rule}.`,
    rules: {
      label: 'ім’я стоїть перед цитатою, як підпис',
      after: 'хто говорить, названо одразу після цитати, перед дієсловом',
      inverted: 'хто говорить, названо одразу після цитати та її дієслова',
      before: 'хто говорить, названо одразу перед цитатою, разом із дієсловом мовлення',
      'according-to': 'речення каже, за чиїми словами',
      continued: 'цитата продовжує ті самі слова після перерви',
      'same-paragraph': 'вона йде за цитатою того самого джерела в тому ж абзаці',
      introduced: 'речення перед цитатою розповідає про того, хто говорить',
      'quote-paragraph': 'попередній абзац — цитата того самого джерела',
    },
    sure: 'Це певно.',
    likely: 'Це дуже ймовірно.',
    noEvidence: 'Її прочитано ще до того, як я запам’ятовував, де в статті сказано, хто говорить.',
    changed: 'Стаття, яку я зберігаю, вже не та, з якої взято цю цитату, тому показати її там не можу.',
    textGone: 'Тексту цієї статті я вже не зберігаю, тому показати цитату в її абзаці не можу.',
    gone: 'Цієї цитати в мене вже немає, або за її стрічкою тут більше не стежать.',
  },
}
