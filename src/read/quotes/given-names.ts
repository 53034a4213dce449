/** Common given names by the gender they suggest; names used for both are left out. */
const female =
  'abigail ada adele adrienne agatha agnes aileen aimee aisha akiko alana alessandra alexandra ' +
  'alexandria alice alicia alina aline alison allison alma alyssa amalia amanda amelia amelie ' +
  'amina amira amy ana anastasia angela angelica angelina angie anita anja anke ann anna annalena anne ' +
  'annegret anneliese annette annie annika antje antoinette antonia arlene ashley astrid athena ' +
  'audrey aurora ava aya ayesha azadeh barbara barbra beatrice beatriz belinda benazir ' +
  'bernadette bernice bertha beth bethany betsy betty beverly bianca birgit blanca bonnie brenda ' +
  'brianna bridget brigid brigitte brittany bronwyn camila camilla camille candace candice carla carly ' +
  'carmen carol carole caroline carolyn carrie cassandra catalina catarina catherine cathy cecile ' +
  'cecilia celeste celia chantal charlene charlotte chelsea cheryl chiara chloe christa christiane ' +
  'christina christine christy ciara cindy claire clara clarissa claudia colette colleen concepción ' +
  'condoleezza connie constance consuelo cora cordelia corinne courtney cristina cynthia daisy daniela ' +
  'danielle daphne darlene deanna debbie deborah deirdre delia delphine denise desiree diana diane ' +
  'dianne dina dolly dolores donna dora doreen doris dorothea dorothy eileen elaine eleanor elena ' +
  'eleonora elisa elisabeth elisabetta elise elizabeth elke ella ellen elodie elsa elsie elvira emilia ' +
  'emiliana emilie emily emine emma erica erika erin ernestine esmeralda esperanza estelle ester esther ' +
  'eugenia eunice eva evangeline eve evelyn fabienne fadwa farah fatima fatma fatou felicia ' +
  'fernanda fiona flora florence frances francesca francine francoise franziska frederica ' +
  'frieda gabriela gabriella gabrielle gail galina gemma genevieve georgette georgina geraldine ' +
  'germaine gertrude gillian gina giorgia gisela giulia giuliana gladys glenda gloria grace grazia ' +
  'greta gretchen guadalupe gudrun guillermina gwen gwendolyn hafsat hala halima hanan hanna hannah ' +
  'harriet heather hedwig heidi heike helen helena helene helga henrietta hermine herta hilary ' +
  'hilda hillary hiroko holly hope huma hélène ida ilse iman imelda imogen ines inga inge ingrid inna ' +
  'irena irene irina iris irma iryna isabel isabella isabelle isadora ivana ivanka ivonne jacinda ' +
  'jacinta jaclyn jacqueline jada jamila jana jane janelle janet janice janine jasmine ' +
  'jeanette jeanne jeannie jenna jennie jennifer jenny jessica jill jo joan joann joanna joanne jocelyn ' +
  'johanna jolene josefina josefine josephine josette josie jovita joy joyce juana juanita judith judy ' +
  'julia juliana juliane julianne julie juliet juliette julija justine kaitlyn kaja kamala kamila ' +
  'karen karin karina karla karolina katarina kate kateryna katharina katharine katherine kathie ' +
  'kathleen kathryn kathy katie katja katrin katrina kay kayla keiko kelli kellyanne kendra kerri ' +
  'kerstin kiersten kimberley kimberly kirsten kirsty klara kristen kristi kristin kristina kristine ' +
  'ksenia kyoko lacey larissa latifa latoya laura lauren laverne leah leila lena leona leonie leonora ' +
  'leticia liana lidia liesl lila lilian liliana lillian lily linda lindsay linnea lisa lise liz lizzie ' +
  'lois lola loni lora lorena loretta lorraine louisa louise lourdes luana lucia lucie lucille lucinda ' +
  'lucy luisa luise luz lydia lynn lyudmila mabel madeleine madeline magdalena maggie mahnaz ' +
  'maia malala malia mandy manuela marcela marcia margaret margaretha margarita marge margery ' +
  'margherita margie margit margot margrethe marguerite maria mariam mariana marianne maribel marie ' +
  'marilyn marina marion marisa marissa marjorie marjory marlene marsha marta martha marwa mary maryam ' +
  'matilda maud maura maureen maxine maya meera meg megan meghan megyn mei melania melanie melissa ' +
  'melody mercedes meredith meryl mette mia michele michelle mildred millicent mindy minnie mira ' +
  'miranda mireille miriam moira molly mona monica monika monique muriel myra myrna myrtle nadia ' +
  'nadine nadiya nadja nancy nanette naomi natalia natalie nataliya natascha natasha nathalie nawal ' +
  'neelam nellie nia nicola nicole nicoletta nikki nina noelle noor nora norah noreen norma nour ' +
  'novella octavia odette oksana olena olesya olga olivia ophelia oriana paige paloma pamela paola ' +
  'patricia patrizia patrícia patsy patti patty paula paulette paulina pauline peggy ' +
  'penelope penny perla petra phoebe phyllis pilar piper polina polly portia priscilla priti priya ' +
  'queenie rachael rachel rachida rae ramona raquel rashida rebecca rebekah regina regine reina renata ' +
  'renate renee renée rhonda rina rita roberta robyn rochelle romina rosa rosalie rosalind rosalyn ' +
  'rosanna rosanne rosario rose rosemarie rosemary rosie roswitha rowena roxana roxanne ruth ' +
  'ruthie sabine sabrina sadie sahra saima sally salma samantha sana sandra sanna sanne sara sarah ' +
  'saskia scarlett selena selma serena shanna sharlene sharon shauna sheila shelly sheryl ' +
  'shirin shirley sigrid silke silvana silvia simona simone siobhan sofia soledad solveig sonia ' +
  'sonja sophia sophie soraya stacey stacy stefanie steffi stella stephanie sue sue-ellen sukhi sumaya ' +
  'sunita susan susana susanna susanne suzan suzanne suzette svetlana sybil sylvia ségolène tabitha ' +
  'tamara tammy tania tanya tara tatiana tatjana teresa tessa thea thelma theresa therese thora thérèse ' +
  'tiffany tina tonya traci tricia trina trish trisha trudy tulsi ulla uma umberta ursula ute valentina ' +
  'valeria valerie valérie vanessa vera veronica veronika vicki vicky victoria virginia vivian viviana ' +
  'viviane waltraud wanda wendy wilhelmina wilma winifred yasmin yasmine yelena yevgenia yoko yolanda ' +
  'yolande yulia yuliya yumi yvette yvonne zainab zara zelda zhanna zoe zsuzsanna zuzana ángela åsa ' +
  'élisabeth élise émilie'
const male =
  'aaron abdallah abdul abdullah abel abraham adam adolf adolfo adrian ahmad ahmed aidan akira al alain ' +
  'alan alastair albert alberto aldo alec alejandro aleksandar aleksander alessandro alex alexander ' +
  'alexandre alexei alexey alfonso alfred alfredo ali alistair allen alois alonso alonzo alton alvaro ' +
  'alvin amadou amir amos anatoly anders anderson andre andreas andrei andrej andrew andriy andrzej ' +
  'andrés andy angus anthony antoine anton antonio antony antonín archie ari ariel arjun armando armin ' +
  'arnaud arne arnold arseniy artem arthur arturo ash asher ashton asif attila augustin augusto ' +
  'avi avraham axel ayman ban barack barney barry bart bartholomew bashar basil bastian bela ben ' +
  'ben-zion benedict benito benjamin bennett benny bernard bernardo bernd bernie bert bertrand bill ' +
  'binyamin björn blaine boaz bob bobby bogdan boris boyd brad bradley brandon brendan brent brett ' +
  'brian brock bruce bruno bryan bryce burt byron caleb calvin carl carlo carlos carsten cecil cedric ' +
  'cem cesar chad charles charlie chester chet chris christian christoph christopher christos ' +
  'chuck ciaran clarence clark claude claudio clayton clifford clifton clint clive clyde cody ' +
  'colin colm conor conrad constantin corey cornelius cory craig cristian cristóbal curtis cyril cyrus ' +
  'césar dai dale damian damien damon dan daniel danny dante darius darrell darren darryl darwin dave ' +
  'david davide dean deen deepak delbert dennis denys denzel deon derek desmond detlef devin dexter ' +
  'dick diego dieter dietmar dimitri dimitris dino dirk dmitry dmytro dominic dominik don donald donnie ' +
  'donny doug douglas duane duncan dustin dwight dylan eamon earl eberhard ed eddie edgar edgardo ' +
  'edmond edmund eduardo edward edwin efraim egon ehud eitan ekkehard eli elias elijah elliot elliott ' +
  'elmer elon elton elvis emanuel emil emile emilio emmanuel emmett enrique eran erdogan erhard eric ' +
  'erich erik ernest ernesto ernie ernst erwin esteban ethan eugen eugene eugenio evan evgeny ezra ' +
  'fabian fabio fabrice faisal farid federico felipe felix ferdinand fernando fidel finn fletcher ' +
  'florian floyd francesco francis francisco franco francois frank frank-walter franklin franz françois ' +
  'fred frederick fredrik friedrich frits fritz gabriel gareth garrett garry gary gaston gavin gavriel ' +
  'gaël geert gene geoff geoffrey georg george georges georgi gerald gerard gerardo gerhard germán ' +
  'gerry gert gianni gilbert gilberto giles giorgio giovanni giulio giuseppe glen glenn gonzalo gordon ' +
  'gottfried graham grant greg gregor gregory grigory grover guglielmo guido guillaume guillermo gunnar ' +
  'gus gustaf gustav gustavo guy gérard günter günther hakan hakim hamid hank hans hans-peter harald ' +
  'harlan harley harold harry hartmut harvey hasan hassan hector heiko heinrich heinz helmut hendrik ' +
  'henning henri henrik henry herbert herman hernán hervé hideo hiroshi horst howard hubert hubertus ' +
  'hugh hugo humberto hussein héctor ian ibrahim idris ignacio igor ilan ilya imran ingo ira isaac ' +
  'isaiah ismail itamar ivan ivo jaap jack jacob jaime jair jake jakob jakub jamal jameel james janusz ' +
  'jared jaroslav jarred jason javad javid javier jay jean-claude jean-luc jean-marie jean-paul ' +
  'jean-pierre jeb jed jeff jeffery jeffrey jens jeremy jermaine jerome jerry jerzy jesse jethro jim ' +
  'jimmy jin joachim joaquín jochem jochen joe joel joerg joey johan johann johannes john johnathan ' +
  'johnny jon jonas jonathan jorge jorgen jose josef josep joseph josh joshua josu josé joão juan ' +
  'juergen julian julien julio julius justin justus jörg jörn jürgen kamal kareem karim karl karsten ' +
  'kaspar kasper kazimierz keir keiran keith kelvin kemal ken kendrick kenji kenneth kenny kent kermit ' +
  'kevin kevork khaled khalid khalil kieran kirill kirk klaus knut kofi konstantin krzysztof kunal kurt ' +
  'kurtis kwame kyle kyrylo lamar larry lars laurence laurent lawrence leif leo leon leonard ' +
  'leonid leroy lester levi lew lewis liam lino lionel lloyd logan lonnie lorenzo lothar lou louis luc ' +
  'luca lucas luciano luigi luis luka lukas luke lyle maarten maciej magnus mahmoud mahmud malcolm ' +
  'malik manfred manfredo manish manny manoj manu manuel marat marc marcel marcello marcelo marcin ' +
  'marco marcos marcus marek mariano mario mariusz mark markus marlon marshall martin marty martín ' +
  'marvin marvyn massimo mateo mateusz mathew mathias mathieu matt matteo matthew matthias mattias ' +
  'mattis maurice mauricio mauro max maxim maxime maximilian mehmet melvin mendel merrick mervyn micah ' +
  'michael michal michel mick mickey miguel mihai mikael mike mikhael mikhail miles milo milos milton ' +
  'miroslav mitch mitt mohamad mohamed mohammad mohammed mohan moises monty moritz morris mort moses ' +
  'moshe muhammad mukesh mustafa mykhailo mykola myron nabil naftali nando nate nathan nathaniel ned ' +
  'neil neville newt niall nicholas nick nicolae nicolas nicolás niels nigel nikolai nikolaj nikolaus ' +
  'nikos nils nitin noah noel nolan norbert norm norman oded oisín olaf olav ole oleg oleksandr oleksiy ' +
  'oliver olivier omar oren orlando orrin orson osama oscar oskar osvaldo otis otmar ottmar otto ' +
  'ousmane owen pablo paddy paolo pascal pasquale patrick patrik paul paulo pavel pawel pedro perry ' +
  'pete peter petr petro phil philip philippe phillip pierre pieter pino piotr porfirio prakash quentin ' +
  'quincy rafael rafał rafi rahul rainer raj rajesh ralf ralph ramon ramón rand randall randolph randy ' +
  'raoul raphael rashid raul ravi ray raymond raúl recep reggie reginald reince reinhold rené reuben ' +
  'reza ricardo riccardo richard richie rick ricky rob robbie robby robert roberto rocco ' +
  'roderick rodney rodolfo rodrigo rodrigue roel roger roland rolando rolf romain roman romeo ron ' +
  'ronald ronnie rory roscoe ross roy ruben rubén rudi rudolf rudolph rudy rufus rupert ruslan russ ' +
  'russell rustem ryan ryszard rémi rüdiger saddam saeed salah salim salman salvador salvatore sam sami ' +
  'samir samuel sander sandro sanjay sanjeev santiago santino satoshi saul scott sean sebastian ' +
  'sebastián selim selwyn sepp serge sergei sergey sergio serhiy seth seán shane shaun shawn sheldon ' +
  'sherman shimon shinzo shlomo shmuel sid siegfried siegmund sigmar silas silvio simeon simon sinan ' +
  'slava soren spencer stan stanislav stanley stavros stefan stefano stellan sten stephen steve steven ' +
  'stewart stuart sven sylvester søren tadeusz taha taras tarek tariq ted terence terrance terrence ' +
  'thad thaddeus thanos theo theodor theodore thibault thierry thilo thom thomas thorbjörn thorsten ' +
  'tiago tibor til tim timo timothy timur tito tobias todd tom tomas tomasz tommy tomás tony torben ' +
  'torsten travis trent trevor trey tristan troy tucker tyler tyrone udo ugo uli ulrich umar umberto ' +
  'uri urs usman uwe uzi vaclav vadim valentin valentyn valeriy valery varun vasily vasyl vic vicente ' +
  'victor vijay vikram viktor vince vincent vincenzo virgil vitali vitaly vito vittorio vivek vlad ' +
  'vladimir vladislav volker volodymyr vyacheslav václav wade waldo waleed wallace walt walter warren ' +
  'warwick wayne wendell werner wes wesley wilbur wilfred wilfrid wilhelm willard willem willi william ' +
  'willie willy wim winfried winston wladimir wojciech wolfgang wolfram woodrow wyatt xavier yair ' +
  'yannick yannis yaroslav yasser yasuo yehuda yevhen yitzhak yoav yoshi yoshihide youssef yuri yuriy ' +
  'yury yusuf yves zac zach zachariah zachary zack zane zbigniew zeev zeke zoltan zoran zvi álvaro ' +
  'ángel étienne óscar'

/** Given names of women and of men, here or in another country. */
const either =
  'alex alexis andrea angel ariel aubrey avery billie blair bobbie cameron carey casey chris courtney dale dana ' +
  'devon dominique drew dylan eden elliott ellis emery evelyn finley frances frankie gale hayden jackie jaime jamie ' +
  'jan jean jess jessie jody jordan jude jules kai kelly kelsey kendall kerry kim kris lane lee leslie logan lou ' +
  'mackenzie marion maxime mel merle micah michele mickey morgan nicola nikita noel parker pat paris peyton phoenix ' +
  'quinn reese riley robin rory rowan sacha sam sascha sasha shannon shelby sidney simone skyler sky stacey stacy ' +
  'stevie sydney taylor terry toby toni tracy tyler val vivian whitney yuki ali ilhan ming wei yang min jin'

/** Family names that stand before the given name: Xi Jinping is Xi. */
const familyFirst = new Set(
  'xi kim li wang zhang chen park moon nguyen mao deng hu wen zhou ban yoon lai tsai han'.split(' '),
)

export function isFamilyFirst(name: string): boolean {
  return familyFirst.has(name.split(' ')[0]?.toLowerCase() ?? '')
}

const genders: ReadonlyMap<string, 'f' | 'm' | null> = new Map([
  ...either.split(' ').map((name) => [name, null] as const),
  ...female.split(' ').map((name) => [name, 'f'] as const),
  ...male.split(' ').map((name) => [name, 'm'] as const),
])

/** What a given name suggests; null when it suggests nothing. */
export function genderOfGivenName(name: string): 'f' | 'm' | null {
  return genders.get(name.toLowerCase()) ?? null
}

/** Whether it is a given name at all. */
export function isGivenName(name: string): boolean {
  return genders.has(name.toLowerCase())
}
