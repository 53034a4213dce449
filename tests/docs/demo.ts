// Draws what `npm start` shows without a feed of one's own, for docs/images: npm run docs:demo (needs chromium and script).
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { escapeHtml } from './html.ts'
import { drawPage } from './picture.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const lastWords = 'go on with your feeds'
const postsShown = 2
const lineHeight = 21

const styles: Readonly<Record<string, string>> = {
  1: 'bold',
  2: 'faint',
  3: 'quote',
  33: 'bar',
  36: 'speaker',
}
const look = `
  body { margin: 0; background: #1e2027; color: #d7dae0; }
  pre { margin: 22px 26px; font: 15px/${lineHeight}px "DejaVu Sans Mono", monospace; }
  .bold { color: #fff; font-weight: bold; } .faint { color: #8b8f98; } .quote { font-style: italic; }
  .bar { color: #e0a83a; } .speaker { color: #56b6c2; }`

const folder = mkdtempSync(join(tmpdir(), 'pullquote-demo-'))
const lines = shortened(await shownBy(folder))
rmSync(folder, { recursive: true, force: true })
drawPage(pageOf(lines), 'demo.png', `950,${(lines.length + 4) * lineHeight}`)

/** What the demo writes to a real terminal of 100 columns. */
async function shownBy(data: string): Promise<string> {
  // A terminal of its own: colours are only for those who can see them.
  const command = 'stty cols 100; node bin/pullquote.mjs run'
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    cwd: root,
    env: { ...process.env, PULLQUOTE_DATA: data, PULLQUOTE_LOG_LEVEL: 'silent' },
  })
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    text += piece
    if (text.includes(lastWords)) child.kill()
  })
  await once(child, 'close')
  return text
}

/** The words before, the last posts, and what to do next. */
function shortened(text: string): readonly string[] {
  const [welcome = '', ...rest] = text
    .replaceAll('\r', '')
    .replace(/^\n+|\s+$/g, '')
    .split(/\n\n\n|(?<=comes? with it\.)\n/)
  const shown = rest.slice(-(postsShown + 1)).map((part) => part.replace(/\nSession terminated.*$/s, ''))
  return ['$ npm start', '', ...[welcome, shown.join('\n\n\n').replace(/^\n+/, '')].join('\n\n').split('\n')]
}

function pageOf(shown: readonly string[]): string {
  const body = shown.map((line) => coloured(line)).join('\n')
  return `<!doctype html><meta charset="utf-8"><style>${look}</style><pre>${body}</pre>`
}

function coloured(line: string): string {
  let isOpen = false
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what a terminal is told its colours with.
  const pieces = line.split(/\u001b\[(\d+)m/)
  const html = pieces.map((piece, index) => {
    if (index % 2 === 0) return escapeHtml(piece)
    const close = isOpen ? '</span>' : ''
    isOpen = styles[piece] !== undefined
    return `${close}${isOpen ? `<span class="${styles[piece]}">` : ''}`
  })
  return html.join('') + (isOpen ? '</span>' : '')
}
