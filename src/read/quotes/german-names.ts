import { isGivenName } from './given-names.ts'
import { honorifics, organisationWords, places } from './name-tables.ts'
import type { NamedSentence } from './named-sentence.ts'
import type { ArticleWords, NameMention } from './names.ts'

/** German writes every noun large; what follows tells the names among them. */
const roleEndings =
  /(?:sprecher|chef|minister|präsident|kanzler|senator|meister|vorsitzende[rn]?|sekretär|direktor|leiter|kommissar|anwalt|experte|abgeordnete[rn]?|trainer|professor|politiker|richter|kardinal|bischof|papst|führer|forscher|könig)(?:in)?$/i

export function looksGerman({ small }: ArticleWords): boolean {
  const german = ['der', 'die', 'und', 'nicht', 'das', 'mit', 'sich'].filter((word) => small.has(word)).length
  const english = ['the', 'and', 'of', 'to', 'with', 'that'].filter((word) => small.has(word)).length
  return german >= 3 && german > english
}

/** Keeps the mentions that can be names: a given name or role starts them, or the article's people share them. */
export function germanNames(sentences: readonly NamedSentence[]): readonly NamedSentence[] {
  const given = sentences.map((sentence) => ({ ...sentence, names: sentence.names.map(fromGivenName) }))
  const pairs = new Set(given.flatMap(({ names }) => names.map(({ name }) => name)).filter(isGivenAndSurname))
  const refined = given.map((sentence) => ({
    ...sentence,
    names: sentence.names.map((mention) => withoutNoun(mention, pairs)),
  }))
  const surnames = new Set<string>()
  for (const { names } of refined) {
    for (const mention of names) if (isSurelyPerson(mention)) surnames.add(lastWord(mention.name))
  }
  return refined.map((sentence) => ({
    ...sentence,
    isGerman: true,
    names: sentence.names.filter((mention) => isName(mention, surnames)),
  }))
}

/** "Außenministerin Annalena Baerbock", "Vatikansprecher Navarro-Valls": role words in front come off. */
function fromGivenName(found: NameMention): NameMention {
  const mention = withoutAddressee(found)
  const words = mention.name.split(' ')
  const given = words.findIndex((word) => isGivenName(word))
  const role = words.findLastIndex((word, at) => at < words.length - 1 && roleEndings.test(word))
  const from = given >= 0 && given < words.length - 1 ? given : role + 1
  if (from <= 0) return mention
  const titles = [mention.title, ...words.slice(0, from)].filter((word) => word !== null)
  return {
    ...mention,
    nameFrom: mention.nameFrom + from,
    name: words.slice(from).join(' '),
    title: titles.join(' '),
    isOrganisation: false,
  }
}

function isGivenAndSurname(name: string): boolean {
  const words = name.split(' ')
  return words.length === 2 && isGivenName(words[0] ?? '')
}

/** "nahm Jens Kahl Stellung": a noun behind a name that stands alone elsewhere. */
function withoutNoun(mention: NameMention, pairs: ReadonlySet<string>): NameMention {
  const words = mention.name.split(' ')
  const pair = words.slice(0, 2).join(' ')
  if (words.length < 3 || !pairs.has(pair)) return mention
  return { ...mention, name: pair, to: mention.nameFrom + 2, isPossessive: false }
}

/** "soll Anelka zu Domenech gesagt haben": two people, where "Karl-Theodor zu Guttenberg" is one. */
function withoutAddressee(mention: NameMention): NameMention {
  const words = mention.name.split(' ')
  if (words[1] !== 'zu' || isGivenName(words[0]?.split('-')[0] ?? '')) return mention
  return { ...mention, name: words[0] ?? mention.name, to: mention.nameFrom + 1, isOrganisation: false }
}

function isSurelyPerson(mention: NameMention): boolean {
  const words = mention.name.split(' ')
  if (mention.isOrganisation) return false
  return mention.title !== null || (words.length > 1 && isGivenName(words[0] ?? ''))
}

function isName(mention: NameMention, surnames: ReadonlySet<string>): boolean {
  // "Sprecherin der Stiftung": the article ties a genitive; only in "Ursula von der Leyen" is it part of a name.
  if (/^(?:der|die|das|den|des|dem)\s/.test(mention.name)) return false
  if (isSurelyPerson(mention)) return true
  if (/\s(?:der|die|den|des|dem|von der)\s/.test(mention.name)) return false
  if (/^von\s/.test(mention.name) && !surnames.has(lastWord(mention.name))) return false
  if (roleEndings.test(mention.name)) return false
  const last = lastWord(mention.name)
  if (surnames.has(last) || surnames.has(last.replace(/s$/, ''))) return true
  if (mention.isOrganisation) return isKnownOrganisation(mention.name)
  // "Gegner Thaksins", "Oberrabbiner Israels": a noun and a genitive.
  const owner = last.replace(/s$/, '')
  if (last !== owner && (surnames.has(owner) || places.has(owner.toLowerCase()))) return false
  if (isGivenName(mention.name)) return true
  return mention.name.includes(' ') && !/(?:ung|heit|keit|schaft|ion|tät|ismus|ment)(?:en)?$/.test(last)
}

function isKnownOrganisation(name: string): boolean {
  return name
    .split(' ')
    .some(
      (word) =>
        /^\p{Lu}{2,}$/u.test(word) ||
        organisationWords.has(word.toLowerCase()) ||
        places.has(word.toLowerCase()),
    )
}

function lastWord(name: string): string {
  const last = name.split(' ').at(-1) ?? name
  return honorifics.has(last.toLowerCase()) ? name : last
}
