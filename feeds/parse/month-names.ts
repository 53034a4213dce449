const monthWords = [
  'jan january janv janvier januar jän jänner enero ene gennaio gen janeiro январь января янв styczeń stycznia sty ocak oca januari gennaio led leden ledna',
  'feb february février fevrier févr fév februar febrero febbraio fevereiro fev февраль февраля фев luty lutego lut şubat şub februari úno únor února',
  'mar march mars mär märz mrz marzo março marco март марта мар marzec marca mart maart mrt bře březen března',
  'apr april avril avr abril abr aprile апрель апреля апр kwiecień kwietnia kwi nisan nis dub duben dubna',
  'may mai mayo maggio mag maio май мая maj maja mayıs mei kvě květen května',
  'jun june juin juni junio giugno giu junho июнь июня июн czerwiec czerwca cze haziran haz čvn červen června',
  'jul july juillet juil jui juli julio luglio lug julho июль июля июл lipiec lipca lip temmuz tem čvc červenec července',
  'aug august août aout agosto ago август августа авг sierpień sierpnia sie ağustos ağu augustus augusti srp srpen srpna',
  'sep sept september septembre septiembre setiembre settembre set setembro сентябрь сентября сент сен wrzesień września wrz eylül eyl zář září',
  'oct october octobre oktober okt octubre ottobre ott outubro out октябрь октября окт październik października paź ekim eki říj říjen října',
  'nov november novembre noviembre novembro ноябрь ноября нояб ноя listopad listopada lis kasım kas lis listopadu',
  'dec december décembre decembre déc dezember dez diciembre dic dicembre dezembro декабрь декабря дек grudzień grudnia gru aralık ara pro prosinec prosince',
]

const months = new Map(
  monthWords.flatMap((words, month) => words.split(' ').map((word) => [word, month] as const)),
)

/** The month (0-11) a word names in one of the languages feeds are written in, or null. */
export function monthOf(word: string): number | null {
  return months.get(word.toLowerCase().replace(/\.$/, '')) ?? null
}
