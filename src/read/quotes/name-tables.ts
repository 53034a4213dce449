/** Word lists for telling names, titles and organisations apart. Lower case unless the case matters. */
const list = (words: string): ReadonlySet<string> => new Set(words.split(' '))

export const honorifics: ReadonlyMap<string, 'f' | 'm' | null> = new Map([
  ['mr', 'm'],
  ['mrs', 'f'],
  ['ms', 'f'],
  ['miss', 'f'],
  ['dr', null],
  ['prof', null],
  ['sir', 'm'],
  ['lord', 'm'],
  ['lady', 'f'],
  ['rev', null],
  ['hon', null],
  ['herr', 'm'],
  ['frau', 'f'],
  ['m', 'm'],
  ['mme', 'f'],
  ['señor', 'm'],
  ['señora', 'f'],
  ['pan', 'm'],
  ['pani', 'f'],
])

/** Nouns for what a person is or does; before a name or in an apposition they give the role. */
export const roleNouns = list(
  'president presidents vice minister premier chancellor senator senators sen sens representative rep reps ' +
    'congressman congresswoman lawmaker legislator governor gov govs mayor secretary spokesman spokeswoman ' +
    'spokesperson spokespeople aide aides adviser advisor advisers envoy envoys ambassador diplomat chief chairman ' +
    'chairwoman chairperson chair director manager strategist candidate nominee contender rival leader whip ' +
    'judge justice attorney lawyer counsel prosecutor general gen admiral adm colonel col captain capt major ' +
    'lieutenant lt sergeant sgt sheriff officer detective commissioner inspector host anchor moderator professor ' +
    'scholar historian scientist analyst economist pollster consultant activist organizer organiser author writer ' +
    'actor actress singer comedian director filmmaker businessman businesswoman billionaire mogul developer founder ' +
    'co-founder ceo cfo coo editor columnist reporter correspondent journalist commentator blogger delegate speaker ' +
    'king queen prince princess pope bishop archbishop cardinal rabbi pastor reverend imam coach negotiator owner ' +
    'executive official officials treasurer commander expert researcher doctor nurse teacher student farmer veteran ' +
    'worker supporter voter volunteer resident neighbor member members head boss deputy president-elect frontrunner ' +
    'front-runner congressmen councilman councilwoman banker investor operative lobbyist fundraiser donor surrogate ' +
    'soldier sailor airman firefighter pilot astronaut chef artist musician rapper model athlete player ' +
    'detainee inmate protester demonstrator advocate campaigner entrepreneur engineer architect economist sociologist ' +
    'biologist physicist epidemiologist meteorologist climatologist criminologist psychologist psychiatrist ' +
    'widow wife husband son daughter brother sister father mother friend fellow partner lead host assistant ' +
    'präsident präsidentin bundeskanzler bundeskanzlerin kanzler kanzlerin minister ministerin außenminister ' +
    'außenministerin innenminister innenministerin ministerpräsident ministerpräsidentin sprecher sprecherin ' +
    'vorsitzender vorsitzende vorsitzenden chef chefin bürgermeister bürgermeisterin senatorin direktor direktorin ' +
    'bundespräsident bundesinnenminister regierungssprecher parteichef parteivorsitzende abgeordnete abgeordneter ' +
    'leiter leiterin generalsekretär generalsekretärin staatssekretär bundesminister finanzminister ' +
    'wirtschaftsminister verteidigungsminister trainer professorin richter anwalt experte expertin ' +
    'presidente presidenta ministro ministra portavoz secretario secretaria alcalde alcaldesa director directora ' +
    'ingénieur ingénieure avocat avocate professeur professeure chercheur chercheuse secrétaire préfet préfète ' +
    'ingeniero ingeniera abogado abogada profesor profesora investigador investigadora ' +
    'président présidente ministre porte-parole maire directeur directrice député députée ' +
    'президент міністр министр голова глава прессекретар речник представник посол',
)

/** What may follow "Secretary of". */
export const portfolios = list(
  'state defense defence treasury energy commerce labor education homeland security health human services and the ' +
    'interior agriculture transportation veterans affairs justice national intelligence foreign finance war',
)

/** Adjectives of nation, party and place in front of a name. */
export const modifiers = list(
  'republican republicans democrat democrats democratic gop american british german french russian ukrainian ' +
    'chinese israeli iranian iraqi syrian turkish polish italian spanish mexican canadian australian indian ' +
    'japanese korean saudi soviet european african asian kremlin former late acting deputy then-candidate us u.s u.s. uk ' +
    'u.k. eu u.n. un conservative libertarian labour tory liberal progressive socialist muslim christian jewish ' +
    'african-american catholic black white latino hispanic special senior junior prime first majority minority house senate state ' +
    'national press communications campaign foreign defense defence finance interior attorney chief executive',
)

export const organisationWords = list(
  'ministry department house committee party university college company inc corp bank fund agency commission court ' +
    'post times daily journal news council institute association center centre campaign senate congress police office ' +
    'group union foundation government administration pentagon kremlin parliament coalition network magazine ' +
    'organization organisation league federation society trust board bureau service services authority forces army ' +
    'navy guard nations states team club church hospital school airlines airways industries holdings ltd llc gmbh ag ' +
    'research international project alliance initiative caucus embassy tribune herald gazette globe telegraph ' +
    'guardian politico reuters bloomberg twitter facebook youtube google nato cnn msnbc nbc abc cbs fox bbc npr ' +
    'ministerium außenministerium bundestag bundesregierung regierung polizei partei universität verband ' +
    'ministerio gobierno partido ministère gouvernement parti unicef amnesty greenpeace pac',
)

/** Capitalised words that start a sentence or stand alone without naming anybody. */
export const notNames = list(
  'the a an in on at but and he she they it we i if that this these those when as for after before so there here ' +
    'what while why who how where which whether monday tuesday wednesday thursday friday saturday sunday january ' +
    'february march april may june july august september october november december his her their its your you my ' +
    'our me him them us now then also still yet later earlier asked speaking according to by with from of or not no ' +
    'yes some many one two three four five six seven eight nine ten last both all another other others such even ' +
    'just like more most much despite during since though although because until unless once however meanwhile ' +
    'moreover nonetheless nevertheless instead indeed perhaps maybe well oh okay ok sure thanks thank please let do did does is was are were ' +
    'have has had will would can could should might must never always again first second third finally next ' +
    'amid amidst unlike alongside besides regarding concerning given following including considering ' +
    'only over under about against among between through without within near across behind beyond around few ' +
    'none neither either several each every any anyone everyone someone nobody everybody nothing something everything people ' +
    'today tomorrow yesterday tonight soon often sometimes jan feb mar apr jun jul aug sept sep oct nov dec read watch see related photo ' +
    'image video updated editor’s note correction mr mrs ms dr god internet islam ' +
    'der die das ein eine einer eines einem einen er sie es ihr wir ich und oder aber auch nach vor mit bei im am ' +
    'in auf für von zu zum zur den dem des sein seine ihre als wie wenn dass doch dies diese dieser dieses damit ' +
    'danach zudem außerdem gestern heute morgen laut so nun dort hier über unter gegen ohne durch seit während ' +
    'montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz mai juni juli oktober dezember ' +
    'pour avec dans sur sous chez car donc puis ensuite ainsi depuis après avant malgré lors quant notre nos son sa ses ' +
    'leur leurs cet ces aux par sans vers quand para con por sobre desde hasta tras ante cuando donde como mientras ' +
    'además también sus este estos estas na на у в і та але що як за до від після перед ' +
    'el la los las un una y o pero il elle ils le les des et mais ce cette selon según он она они это він вона вони',
)

export const nameParticles = list('de van von al bin ibn der den la le del della di da dos du el ter ten zu')

/** First words of places and institutions of several words. */
export const placeStarts = list(
  'new north south east west rhode puerto united los las san saudi hong latin central middle supreme super great tea ' +
    'wall white capitol republican democratic southern northern eastern western st santa fort sri costa el trump-pence ' +
    'national american international federal european general royal public social affordable second air',
)

/** Places that often stand where a person could. */
export const places = list(
  'america washington u.s u.s. us usa uk eu un russia ukraine kyiv kiev moscow china beijing iran iraq syria israel ' +
    'germany berlin france paris britain london england europe mexico canada cuba japan india korea turkey egypt ' +
    'libya afghanistan pakistan poland italy spain brazil australia vietnam ohio iowa texas florida california ' +
    'nevada michigan wisconsin pennsylvania virginia georgia indiana illinois arizona colorado utah oregon montana ' +
    'kansas missouri minnesota maryland massachusetts connecticut vermont maine delaware alabama mississippi ' +
    'louisiana tennessee kentucky oklahoma arkansas nebraska idaho wyoming alaska hawaii cleveland chicago boston ' +
    'philadelphia orlando benghazi brussels davos geneva vienna manhattan brooklyn detroit miami dallas houston ' +
    'democrat democrats republican republicans gop obamacare medicare congress muslim muslims latino latinos ' +
    'americans hispanics mexicans russians ukrainians germans christians jews conservatives liberals brexit isis ' +
    'deutschland europa russland usa frankreich österreich schweiz bayern hamburg münchen köln nordrhein-westfalen',
)

/** Nouns a name in front only describes ("the Clinton campaign"), and groups that open a sentence. */
export const compoundNouns =
  /^(?:campaign|campaigns|supporters?|aides?|officials?|ally|member|members|spokes\w+|allies|advis[eo]rs?|administration|camp|team|voters?|delegates?|backers?|surrogates?|staffers?|lawyers?|attorneys?|executives?|reporters?|editors?|hosts?|anchors?|analysts?|correspondents?|columnists?|moderators?|strategists?|pollsters?|donors?|operatives?|organi[sz]ers?|volunteers?|insiders?|leaders?|lawmakers?|senators?|governor|president|chairman|chairwoman|director|founder|owner|chief|professor|students?|residents?|representatives?|employees?|workers?|police|authorities|campaign|critics|fans|loyalists|family|foundation|website|report|poll|article|op-ed|editorial|ad|debate|speech|rally|interview|candidate|nominee|protesters?|demonstrators?|experts?|witness(?:es)?|prosecutors?|investigators?|scientists?|researchers?|co-founder|ceo|manager|producer|writer|contributor)$/
