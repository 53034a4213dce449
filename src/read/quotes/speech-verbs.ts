/**
 * Verbs that report speech. Regular English forms are derived from the lemma; everything else is spelled out.
 * `speaking` verbs carry any quote; `describing` ones carry a quote only as part of their own clause
 * ("called it “a disgrace”").
 */
const speaking =
  'add admit affirm agree announce answer argue ask assert assure believe blast boast brag caution chant charge ' +
  'chime claim clarify comment complain concede conclude confess confirm confide contend continue counter cry ' +
  'declare demand deny emphasize emphasise exclaim exhort explain fire fume gloat gush insist interject intone ' +
  'joke lament lash maintain marvel mention mock mumble muse mutter note observe offer opine plead pledge point ' +
  'post posit praise predict press proclaim promise prompt pronounce propose protest quip rail rant react reason ' +
  'recall recount reflect reiterate relate remark remember remind repeat reply report respond retort reveal ' +
  'roar scoff scream shout sigh shrug sneer snap speculate state stipulate stress suggest surmise swear sum ' +
  'taunt tease testify theorize thunder tweet retweet urge vent volunteer vow wager warn whisper wonder worry yell ' +
  'acknowledge advise allege appeal beg bemoan deadpan decry dictate implore inform instruct lecture order ' +
  'grumble bellow bark echo crow enthuse estimate guess hint imply indicate anticipate ponder demur acquiesce chide confide crack stammer'

const describing =
  'accuse address applaud attack attribute blame brand call castigate characterize charge cheer cite coin compare ' +
  'condemn congratulate consider criticize criticise defend denounce depict deride describe deem dismiss disparage ' +
  'discuss dub endorse express hail label lambaste laud list outline portray quote raise rebuke recite refer ' +
  'reference reject ridicule rip scold signal slam speak talk target tag term thank tout use warn welcome vouch ' +
  'invoke issue deliver claim accuse advocate pray hope want need expect view regard see ' +
  'commend credit deplore disclose elaborate forecast ' +
  'highlight identify mourn preach promote question ' +
  'read recommend request respond sign suspect trumpet underline underscore unveil'

const irregular: readonly string[] = [
  'say says said saying',
  'tell tells told telling',
  'write writes wrote written writing',
  'think thinks thought thinking',
  'read reads reading',
  'go goes went going',
  'shoot shoots shot shooting',
  'hit hits hitting',
  'fire fires fired firing',
  'swear swears swore swearing',
  'quip quips quipped quipping',
  'admit admits admitted admitting',
  'refer refers referred referring',
  'brag brags bragged bragging',
  'rip rips ripped ripping',
  'slam slams slammed slamming',
  'dub dubs dubbed dubbing',
  'tag tags tagged tagging',
  'beg begs begged begging',
  'snap snaps snapped snapping',
  'chime chimes chimed chiming',
  'speak speaks spoke spoken speaking',
  'put puts putting',
  'see sees saw seen seeing',
  'feel feels felt feeling',
  'mean means meant meaning',
  'plead pleads pleaded pled pleading',
  'recall recalls recalled recalling',
  'find finds found finding',
  'cut cuts cutting',
]

/** Forms that are nouns more often than verbs: they count only right behind a name or pronoun. */
const alsoNouns =
  'report reports post posts order orders charge charges comment comments plan plans press question questions state states target targets list need needs sign signs rule rules use talk claim claims demand demands view views pledge pledges promise support appeal appeals fire hope hopes attack attacks answer answers reference estimate estimates offer offers worry worries reason reasons wonder point points note notes cry call calls issue issues request requests rally vow protest protests thunder see seen saw brand label term terms'

const otherLanguages: Readonly<Record<string, string>> = {
  de:
    'plädierte plädiert plädierten mutmaßte mutmaßt vermutete vermutet spekulierte spekuliert argumentierte argumentiert ' +
    'prophezeite prophezeit prognostizierte prognostiziert konstatierte konstatiert konterte kontert spottete spottet ' +
    'schimpfte schimpft klagte klagt bemängelte bemängelt monierte moniert rügte beteuerte beteuert gestand gesteht ' +
    'jubelte jubelt schwärmte schwärmt erzählte erzählt erzählten schilderte schildert erläuterte erläutert präzisierte ' +
    'wiederholte unterstreicht hervorhob verlautbarte twitterte twittert postete rieten riet scherzte scherzt wünschte ' +
    'drohte droht drohten wetterte wettert polterte dementierte dementiert widersprach widerspricht bestritt bestreitet ' +
    'signalisierte signalisiert urteilt bilanziert befand dankte gratulierte gelobte verspricht verkündet nannten ' +
    'bezeichneten forderten kritisierten warnten betonten meinten teilten gaben riefen verlangten behaupteten äußerten ' +
    'kommentiert äußert ergänzt antwortet behauptet bezeichnet lobt lobten verteidigt bekräftigt bestätigt begründet ' +
    'verurteilt beschreibt rief ruft fragt bemerkt mahnt appelliert appellierten erinnerte erinnert unterstellte ' +
    'gefordert geäußert gewarnt angekündigt versichert kommentiert genannt gefragt verlangt gemeint geschrieben ' +
    'eingeräumt zugegeben hingewiesen aufgefordert zurückgewiesen vorgeworfen beklagt gelobt gedroht versprochen ' +
    'beschrieben hervorgehoben unterstrichen gebeten gerufen ' +
    'zitiert meldet meldete meldeten begrüßte begrüßt lobt beurteilte beurteilt bezweifelte bezweifelt hoffte hoffen erhofft reagierte verglich ' +
    'wandte lautete lautet titelte titelt sagte sagt sagten erklärte erklärt erklärten betonte betont warnte warnt meinte meint teilte äußerte kommentierte ' +
    'kritisierte kritisiert forderte fordert schrieb schreibt schrieben berichtete berichtet fügte ergänzte antwortete ' +
    'behauptete bezeichnete nannte nennt hieß heißt sprach lobte versicherte versprach kündigte bestätigte ' +
    'erwiderte entgegnete begründete bekräftigte bedauerte verkündete urteilte rief fragte bemerkte zitierte ' +
    'resümierte verteidigte unterstrich hob wies räumte stellte mahnte appellierte bilanzierte findet glaubt hofft ' +
    'sieht hält spricht strich würdigte pochte gab zeigte beklagte verlangte wertete verurteilte beschrieb so gesagt mitgeteilt erklären',
  fr:
    'déclare déclaré affirme affirmé dit explique expliqué ajoute ajouté assure assuré estime estimé souligne souligné ' +
    'promet promis félicite réjouit réjoui plaide plaidé reconnaît reconnu admet admis soutient soutenu commente commenté ' +
    'détaille détaillé relève relevé tranche tranché ironise martèle nuance défend défendu appelle appelé demande demandé ' +
    'confie confié lance lancé répond répondu écrit précise précisé indique indiqué insiste insisté martèle martelé ' +
    'prévient prévenu regrette regretté rappelle rappelé raconte raconté félicité félicitée réagit réagi juge jugé poursuit poursuivi témoigne résume résumé conclut conclu dénonce dénoncé annonce annoncé',
  es:
    'dijo dice afirmó afirma declaró declara señaló señala explicó explica aseguró asegura añadió añade agregó ' +
    'sostuvo subrayó insistió indicó advirtió respondió escribió comentó manifestó expresó reiteró concluyó ' +
    'dicho afirmado declarado señalado explicado asegurado añadido sostenido subrayado insistido indicado advertido ' +
    'respondido escrito comentado manifestado expresado reiterado concluido recordado criticado denunciado anunciado ' +
    'confirmado reconocido lamentado destacado precisado contestado ' +
    'recordó criticó denunció anunció confirmó reconoció lamentó destacó precisó contestó',
  uk: 'сказав сказала заявив заявила повідомив повідомила зазначив зазначила наголосив наголосила написав написала додав додала підкреслив підкреслила пояснив пояснила розповів розповіла відповів відповіла каже',
  ru: 'сказал сказала заявил заявила сообщил сообщила отметил отметила подчеркнул подчеркнула написал написала добавил добавила объяснил объяснила рассказал рассказала ответил ответила говорит',
}

/** "according to X", "laut X": the words before the speaker, as alternatives for each place. */
export const accordingTo: readonly (readonly RegExp[])[] = [
  [/^according$/, /^to$/],
  [/^in$/, /^the$/, /^words$/, /^of$/],
  [/^laut$/],
  [
    /^nach$/,
    /^(?:ankündigung|idee|plänen|vorstellung|berichten?|informationen|aussagen?|ansicht|auffassung|meinung|darstellung(?:en)?|einschätzung|worten|bewertung|überzeugung)$/,
  ],
  [/^selon$/],
  [/^d['’]après$/],
  [/^según$/],
  [/^за$/, /^словами$/],
  [/^по$/, /^словам$/],
  [/^йдеться$/, /^[ув]$/, /^(?:заяві|повідомленні|пресрелізі|звіті)$/],
]

export type VerbForm = {
  readonly strength: 'speaking' | 'describing'
  readonly isParticiple: boolean
  /** "claims", "notes": a noun unless a name or pronoun stands right before it. */
  readonly isAlsoNoun: boolean
  /** "say": needs a plural or an auxiliary before it. */
  readonly isBase: boolean
}

const forms = verbForms()

/** The verb of speech a word is a form of; null when it is none. */
export function verbForm(word: string): VerbForm | null {
  return forms.get(word) ?? forms.get(word.toLowerCase()) ?? null
}

const germanForms = new Set((otherLanguages.de ?? '').split(' '))

export function isGermanVerb(word: string): boolean {
  return germanForms.has(word)
}

function verbForms(): ReadonlyMap<string, VerbForm> {
  const found = new Map<string, VerbForm>()
  for (const lemma of describing.split(' ')) addForms(found, regularForms(lemma), 'describing')
  for (const lemma of speaking.split(' ')) addForms(found, regularForms(lemma), 'speaking')
  for (const line of irregular) {
    const list = line.split(' ')
    const isDescribing =
      /^(?:refer|rip|slam|dub|tag|put|find|cut|make|give|see|know|feel|mean|go|hit|begin|speak)$/
    addForms(found, list, isDescribing.test(list[0] ?? '') ? 'describing' : 'speaking')
  }
  for (const lemma of `${speaking} ${describing} say tell write think`.split(' ')) {
    const form = found.get(lemma)
    if (form !== undefined && !/^(?:put|read|hit|cut)$/.test(lemma))
      found.set(lemma, { ...form, isBase: true })
  }
  for (const word of alsoNouns.split(' ')) {
    const form = found.get(word)
    if (form !== undefined) found.set(word, { ...form, isAlsoNoun: true })
  }
  for (const words of Object.values(otherLanguages)) addForms(found, words.split(' '), 'speaking')
  return found
}

function addForms(
  found: Map<string, VerbForm>,
  words: readonly string[],
  strength: VerbForm['strength'],
): void {
  for (const word of words)
    found.set(word, { strength, isParticiple: /ing$/.test(word), isAlsoNoun: false, isBase: false })
}

function regularForms(lemma: string): readonly string[] {
  if (/[^aeiou]y$/.test(lemma)) {
    const stem = lemma.slice(0, -1)
    return [lemma, `${stem}ies`, `${stem}ied`, `${lemma}ing`]
  }
  const stem = lemma.endsWith('e') ? lemma.slice(0, -1) : lemma
  const third = /(?:s|sh|ch|x|z)$/.test(lemma) ? `${lemma}es` : `${lemma}s`
  return [lemma, third, `${stem}ed`, `${stem}ing`]
}
