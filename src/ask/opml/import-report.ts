import { opmlLimits } from '../../../feeds/opml.ts'
import { clip, redactUrl } from '../../../feeds/redact.ts'
import type { Locale } from '../../deliver/locale.ts'
import type { Reply } from '../../deliver/reply.ts'
import type { RichText, View } from '../../deliver/view.ts'
import { opmlTexts } from '../texts/opml.ts'
import type { ImportLine } from './import-feeds.ts'

export type Report = { readonly lines: readonly ImportLine[]; readonly leftOut: number }

const linesShown = 10

/** What became of a list: the counts and the first lines, and all lines as a file when there are more. */
export function reportReply(report: Report, locale: Locale): Reply {
  const view = reportView(report, locale)
  if (report.lines.length <= linesShown) return { kind: 'view', view, isPrivate: true }
  return { kind: 'file', name: 'import-report.txt', text: reportText(report, locale), view }
}

/** One line for every line of the list, in its order. */
export function reportText({ lines, leftOut }: Report, locale: Locale): string {
  const texts = opmlTexts[locale]
  const written = lines.map((line, index) => {
    const { title, folders } = line.entry
    const address = redactUrl(line.entry.url)
    const name = [...folders, title].filter((part) => part !== null && part !== '').join(' / ')
    return [`${index + 1}.`, address, clip(name), outcomeText(line, locale)].filter(Boolean).join('  ')
  })
  const more = leftOut === 0 ? [] : [texts.leftOut(leftOut, opmlLimits.entries)]
  return `${[countsText(lines, locale), '', ...written, ...more].join('\n')}\n`
}

function reportView({ lines, leftOut }: Report, locale: Locale): View {
  const texts = opmlTexts[locale]
  // What needs somebody's attention stands first.
  const wrong = lines.filter(({ outcome }) => outcome !== 'added')
  const shown = [...wrong, ...lines.filter(({ outcome }) => outcome === 'added')].slice(0, linesShown)
  const others = lines.length - shown.length
  return {
    blocks: [
      { kind: 'heading', text: texts.imported },
      { kind: 'text', text: [countsText(lines, locale)] },
      {
        kind: 'list',
        items: [
          ...shown.map((line) => lineText(line, locale)),
          ...(others > 0 ? [[texts.others(others)]] : []),
        ],
      },
      ...(leftOut === 0
        ? []
        : [{ kind: 'text' as const, text: [texts.leftOut(leftOut, opmlLimits.entries)] }]),
      { kind: 'note', text: [`${texts.noFlood} ${texts.seeAll} `, { code: '/news list' }] },
    ],
  }
}

function countsText(lines: readonly ImportLine[], locale: Locale): string {
  const added = lines.filter(({ outcome }) => outcome === 'added').length
  return opmlTexts[locale].counts(added, lines.length)
}

function lineText(line: ImportLine, locale: Locale): RichText {
  const { title, url } = line.entry
  const name = clip(title ?? (url === '' ? '?' : redactUrl(url))).slice(0, 100)
  return [{ strong: name }, `: ${outcomeText(line, locale)}`]
}

function outcomeText(line: ImportLine, locale: Locale): string {
  const { outcomes } = opmlTexts[locale]
  switch (line.outcome) {
    case 'badFilter':
    case 'badSchedule':
      return outcomes[line.outcome](line.why)
    default:
      return outcomes[line.outcome]
  }
}
