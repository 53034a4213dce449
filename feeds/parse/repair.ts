import { Parser } from 'htmlparser2'
import { escapeXml } from './references.ts'

const namePattern = /^[A-Za-z_][\w.:-]*$/

/** Reads XML the way a browser reads HTML and writes it out again well-formed. */
export function repairXml(xml: string): string {
  const out: string[] = []
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        if (namePattern.test(name)) out.push(`<${name}${writeAttributes(attributes)}>`)
      },
      ontext: (text) => out.push(escapeXml(text)),
      onclosetag: (name) => {
        if (namePattern.test(name)) out.push(`</${name}>`)
      },
    },
    { xmlMode: true },
  )
  parser.end(xml)
  return out.join('')
}

function writeAttributes(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes)
    .filter(([name]) => namePattern.test(name))
    .map(([name, value]) => ` ${name}="${escapeXml(value)}"`)
    .join('')
}
