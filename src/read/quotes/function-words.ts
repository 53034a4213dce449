/** Closed classes of words, lower case, English first; German, French and Spanish as far as the rules need them. */
const set = (words: string): ReadonlySet<string> => new Set(words.split(' '))

export const pronouns = set('he she they we i it you er sie es wir ich il elle él ella він вона он она')
export const determiners = set(
  'the a an one his her its their some many another two three several most this that these those no each every our ' +
    'der die das ein eine einer des dem den el la los las un una le les une',
)

export const prepositions = set(
  'of for to from with by at in on against about than like after near during over under as into between among ' +
    'behind before outside inside without through toward towards across upon via including despite within since ' +
    'until because when while if where von für mit bei im am auf aus nach vor zu zum zur über gegen unter durch ' +
    'de du des en con por para sur avec',
)
/** Prepositions that tie a complement to the noun before it: "a spokesman for the group". */
export const complements = set('of for from at in with on to von für der des im am aus bei de del du')
export const betweenSubjectAndVerb = set(
  'has have had would will also then later once did does could may might must reportedly too recently never not ' +
    'even just still again instead simply often sometimes always ever though therefore thus meanwhile first already now repeatedly famously himself herself more soon has both all only ' +
    'is was were are been be being hat haben hatte hatten habe a ha au auch dann später damals dazu daraufhin zudem weiter ferner jedoch kürzlich ' +
    'zuvor anschließend erneut schließlich wiederholt',
)
export const passiveMarkers = set('is was were are been be being')
export const endsPhrase = set(
  'ist war sei hat wird sind waren seien est sont ' +
    'who which that when while as after before because during in on at via late early last this to about by with ' +
    'and but or if where whose since amid following through into over under until upon yesterday today earlier ' +
    'monday tuesday wednesday thursday friday saturday sunday in am im auf bei gegenüber nach vor zu während',
)
