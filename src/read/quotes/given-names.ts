/** Common given names by the gender they suggest; names used for both are left out. */
const female =
  'hillary elizabeth melania ivanka michelle sarah mary megyn nikki loretta debbie donna huma jennifer susan nancy ' +
  'angela christine theresa jill anna ana maria julie karen laura linda lisa patricia barbara emily rachel jane kate ' +
  'katie maya deborah amy ann anne jessica stephanie nina maureen alicia hope lucia annalena christina catherine ' +
  'victoria cheryl diane dianne claire kirsten tammy sharon margaret helen ruth sally heidi martha gloria madeleine ' +
  'carolyn caroline carol cathy cecile cecilia charlotte chelsea cindy claudia cynthia danielle denise dorothy ' +
  'eleanor ellen emma erin esther eva eve florence frances gabriella gina grace greta hannah heather hilary holly ' +
  'ingrid irene isabel jacqueline jacinda janet janice jean jeanne joan joanna josephine joy joyce judith judy julia ' +
  'juliana kamala katherine kathleen kathryn kathy katrina kimberly kristen kristin lauren leah lena liz louise lucy ' +
  'lydia lynn margot marie marina marine marjorie marsha megan melissa meredith mia miriam molly monica naomi ' +
  'natalie natalia nicole nora norma olena olga oksana iryna yulia julija svetlana tatiana kateryna pamela paula ' +
  'peggy penny phyllis rebecca regina renate rita roberta rosa rose roxanne sabrina samantha sandra sara ' +
  'sheila shirley silvia silvana simone sofia sonia sophia sophie sue suzanne sylvia tanya teresa tina ' +
  'ursula valerie vanessa vera veronica virginia wendy yvonne zoe ilse petra sabine gudrun heike silke ulla ute ' +
  'birgit monika brigitte elke franziska katrin kerstin manuela annegret herta sahra rosario carmen pilar ' +
  'dolores ines elena beatriz lourdes mercedes cristina yolanda ségolène valérie anita betsy betty bonnie brenda ' +
  'candace carla carly kellyanne condoleezza daisy ashley amanda angie april audrey beth bridget elise giorgia sanna mette kaja maia'
const male =
  'donald bernie ted marco jeb john ben paul mike michael tim bill barack joe george chris rand mitch mitt james ' +
  'robert david mark jeff rick jim tom steve stephen corey sean harry chuck rudy newt jake anderson gary brian kevin ' +
  'peter richard scott vladimir volodymyr keir friedrich joachim william charles matt dan andrew eric greg ryan ' +
  'justin julian glenn roger ed larry jason adam alan bob bruce doug frank henry jack jerry josh ken martin ' +
  'nick patrick phil ron sam tony aaron abdul abraham ahmed al albert alex alexander alexei alexey allen andre ' +
  'andrei andriy anthony antonio antony arnold arthur ash benjamin bernard bobby boris brad bradley brandon brett ' +
  'carl carlos chad charlie christian christopher claude clarence clint craig curtis cory dale daniel danny darrell ' +
  'dave dean dennis derek devin dick dmitry dmytro don douglas duncan dwight earl eddie edward edwin eli elijah ' +
  'emmanuel emil enrique ernest ethan eugene evan felix fernando francis francois françois franklin fred frederick ' +
  'gabriel gavin gene geoffrey gerald gerhard giovanni gordon graham grant gregory gus guy hans harold hassan heinz ' +
  'helmut henrik herbert herman horst howard hugh ian igor ilya ira isaac ivan jacob jamal jared jay ' +
  'jens jeremy jesse jimmy joel joerg johann johannes jon jonathan jorge jose josé joseph joshua juan jürgen ' +
  'karl keith kenneth klaus konstantin kyle kyrylo lars lawrence leo leon leonard leonid lloyd lou louis lucas ' +
  'luis luke malcolm manuel marc marcus mario marshall marvin mathias mathew matthew maurice max merrick miguel ' +
  'mikhail milo mohamed mohammed muhammad nathan neil nicholas nicolas nigel noah norman oleg oleksandr oleksiy ' +
  'oliver oscar otto owen pablo pavel pedro perry philip phillip pierre pino rafael ralph randy ray raymond ' +
  'recep reince reinhold ricardo rodney roland rolf roman ronald rory ross roy rupert russell rustem salman samuel ' +
  'serge sergei sergey serhiy seth shane shawn sigmar simon spencer stanley stefan sten steven stuart ' +
  'thaddeus thomas thorsten tobias todd trent trevor trey troy tucker vadim valery victor viktor vincent vitali ' +
  'vitaly wade walter warren wayne wendell wesley willi wilhelm willy winston wolfgang xavier yuri yury zachary ' +
  'jochen uwe ulrich rainer dieter günter günther guido gregor hartmut heiko bernd armin cem christoph dirk edmund ' +
  'ekkehard hubertus jörg kurt lothar manfred markus norbert olaf ole oskar otmar ralf robert roland rüdiger ' +
  'santiago sebastian siegfried theo thilo til udo volker werner winfried alfredo alberto diego felipe gustavo ' +
  'javier mariano nicolás rodrigo sergio bashar benny ehud ariel binyamin benjamin yair ayman osama saddam kofi ban'

/** Family names that stand before the given name: Xi Jinping is Xi. */
const familyFirst = new Set(
  'xi kim li wang zhang chen park moon nguyen mao deng hu wen zhou ban yoon lai tsai han'.split(' '),
)

export function isFamilyFirst(name: string): boolean {
  return familyFirst.has(name.split(' ')[0]?.toLowerCase() ?? '')
}

const genders: ReadonlyMap<string, 'f' | 'm'> = new Map([
  ...female.split(' ').map((name) => [name, 'f'] as const),
  ...male.split(' ').map((name) => [name, 'm'] as const),
])

/** What a given name suggests; null when it suggests nothing. */
export function genderOfGivenName(name: string): 'f' | 'm' | null {
  return genders.get(name.toLowerCase()) ?? null
}
