import type { ArticleRefusal } from '../article.ts'

/** What a server sends in place of the story. */
export type Wall = Extract<ArticleRefusal, 'consent' | 'robot-check' | 'login' | 'error-page'>

/** What of a page tells that it is a wall. */
export type WallSigns = {
  /** Its title and main headings. */
  readonly titles: readonly string[]
  readonly lines: readonly string[]
  readonly html: string
}

type WallPatterns = Readonly<Record<Wall, readonly RegExp[]>>

/** Whole titles, or the part of one before the name of the site. */
const titlePatterns: WallPatterns = {
  'robot-check': [
    /^(?:just a moment|attention required|one more step|pardon our interruption|ddos-guard|client challenge)\W*$/i,
    /^(?:are you|prove you(?:['’]re| are)|verify(?:ing)? (?:that )?you(?:['’]re| are)|confirm you(?:['’]re| are)|making sure you(?:['’]re| are)) (?:not )?(?:an? )?(?:human|robot|person|bot)(?: by\b.{0,60})?\W*$/i,
    /^(?:robot|bot|human|security|browser) (?:check|verification|detection|challenge)$/i,
    /^access (?:to this page )?(?:has been |is |was )?(?:denied|blocked)$/i,
    /^(?:checking (?:your browser|if the site connection is secure)|request unsuccessful|unusual traffic)\b.{0,40}$/i,
  ],
  consent: [
    /^before you continue\b.{0,40}$/i,
    /^(?:we (?:value|respect|care about) )?your (?:privacy|data)(?: (?:choices|settings|matters|is important to us))?$/i,
    /^(?:cookie|privacy|consent|gdpr)[ -](?:consent|settings|preferences|choices|notice|wall|gate|options)$/i,
    /^(?:datenschutz|cookie)[ -]?(?:einstellungen|hinweise?)$/i,
    /^wir (?:brauchen|benötigen) ihre (?:zustimmung|einwilligung)$/i,
    /^(?:(?:votre|vos) (?:vie privée|choix|données)|(?:tu|su) privacidad|la tua privacy)\b.{0,40}$/i,
  ],
  login: [
    /^(?:please )?(?:log ?[io]n|sign ?in)(?: or (?:register|sign up|subscribe|create an account))?(?: (?:to (?:your|continue|read|view)|required|page)\b.{0,60})?$/i,
    /^(?:(?:bitte )?(?:anmelden|einloggen|anmeldung)|se connecter|connectez-vous|s['’]identifier|connexion|inici(?:ar|a|e) sesión|acced[ei]|fazer login|вхід|увійти)$/i,
  ],
  'error-page': [
    /^(?:http )?(?:error|fehler|erreur)?[ :#]{0,3}[45]\d\d$/i,
    /^(?:http )?(?:error|fehler|erreur)?[ :#]{0,3}[45]\d\d\W{1,3}(?:error|(?:page |file )?not found|bad gateway|forbidden|gone|internal server error|gateway time-?out|(?:service )?(?:temporarily )?unavailable|seite nicht gefunden|page introuvable|no encontrad[ao])\W*$/i,
    /^(?:(?:sorry|oops|whoops)\W+)?(?:(?:the|this|that|your) )?(?:page|article|story|content|url)(?: you(?:['’]re| are| were)? (?:looking for|requested))? (?:was |is |has |could |can ?)?(?:been )?(?:not |no longer )?(?:be )?(?:found|available|removed|moved|unavailable)\W*$/i,
    /^(?:not found|oops|something went wrong|bad gateway)\W*$/i,
    /^(?:an )?(?:unexpected |internal )?(?:server |application )?error(?: (?:has )?occurred)?\W*$/i,
    /^(?:(?:service|site|website|page) (?:is )?(?:temporarily |currently )?(?:unavailable|down|under maintenance)|(?:scheduled |under )maintenance)\W*$/i,
    /^(?:seite (?:wurde )?nicht (?:gefunden|verfügbar)|page (?:introuvable|non trouvée)|página no (?:encontrada|disponible)|pagina non trovata|página não encontrada|сторінку не знайдено)\W*$/i,
  ],
}

/** Anywhere in a line of a page that has little other text. */
const linePatterns: WallPatterns = {
  consent: [
    /\b(?:we and our (?:\d+ )?(?:trusted )?partners|store (?:and\/or )?access information on (?:a|your) device|before you continue to|accept (?:all )?cookies)\b/i,
    /\b(?:wir und unsere (?:\d+ )?partner|nous et nos (?:\d+ )?partenaires|nosotros y nuestros (?:\d+ )?socios|noi e i nostri (?:\d+ )?partner)\b|ми та наші (?:\d+ )?партнери/i,
  ],
  'robot-check': [
    /\b(?:verify|confirm|prove) (?:that )?you(?:['’]re| are) (?:not )?(?:an? )?(?:human|robot|bot|person)\b/i,
    /\b(?:checking your browser|(?:unusual|automated) (?:traffic|activity|requests) from|are you a robot|complete the (?:captcha|security check)|access (?:to this page has been )?denied|(?:press|click) (?:and|&) hold|enable javascript and cookies to continue|you have been blocked)\b/i,
    /\b(?:bestätigen sie, dass sie (?:ein mensch|kein roboter)|vérifi(?:ez|er) que vous (?:êtes humain|n['’]êtes pas un robot)|(?:verifica|confirma|confirme|verifique) que (?:eres|es usted|usted es) (?:un )?(?:humano|persona)|no eres un robot)\b/i,
  ],
  login: [
    /\b(?:(?:please|you (?:must|need to|have to)) (?:be logged in|log in|sign in)(?: or (?:register|sign up|create an account))?|(?:log|sign) in) to (?:continue|read|view|access|see)\b/i,
    /\b(?:bitte (?:melden sie sich an|loggen sie sich ein)|connectez-vous pour|inici[ae] sesión para)\b/i,
  ],
  'error-page': [
    /\b(?:page (?:you(?:['’]re| are| were)? (?:looking for|requested)|not found|cannot be found|no longer exists)|404 error|error 404|(?:an|unexpected) error (?:has )?occurred|(?:service|site) (?:is )?(?:temporarily|currently) (?:unavailable|down))\b/i,
    /\bthis (?:page|article|story) (?:is no longer available|has been (?:removed|deleted|moved))\b/i,
    /\b(?:seite (?:wurde )?nicht gefunden|page (?:est )?introuvable|página (?:que buscas|no encontrada))\b|сторінку не знайдено/i,
  ],
}

/** Scripts and frames of the services that ask; also on good pages, so they count only where no article is. */
const robotCheckMarkup =
  /cdn-cgi\/challenge-platform|cf-browser-verification|challenges\.cloudflare\.com|captcha-delivery\.com|px-captcha|_incapsula_resource|hcaptcha\.com\/1\/api|awswaf\.com|errors\.edgesuite\.net/i
const passwordField = /<input\b[^<>]{0,300}\btype\s{0,9}=\s{0,9}["']?password/i

const separator = /\s+[-–—|·•»«:]+\s+/

/** The wall that titles name and nothing else: "Log in | The Courier", but not "Log in to nature". */
export function wallOfTitles(titles: readonly string[]): Wall | null {
  const parts = titles.flatMap((title) => [title, ...title.slice(0, 300).split(separator)])
  return firstNamed(titlePatterns, parts)
}

/** The wall that some line names. */
export function wallOfLines(lines: readonly string[]): Wall | null {
  return firstNamed(linePatterns, lines)
}

/** What a page without an article is; null when it is just a page. */
export function wallOf(signs: WallSigns): Wall | null {
  const named = wallOfTitles(signs.titles) ?? wallOfLines(signs.lines)
  if (named !== null) return named
  if (robotCheckMarkup.test(signs.html)) return 'robot-check'
  return passwordField.test(signs.html) ? 'login' : null
}

const walls = ['robot-check', 'consent', 'login', 'error-page'] as const
const longestLine = 2_000

function firstNamed(patterns: WallPatterns, texts: readonly string[]): Wall | null {
  const short = texts.filter((text) => text.length < longestLine)
  return walls.find((wall) => patterns[wall].some((one) => short.some((text) => one.test(text)))) ?? null
}
