import { decodeHTML } from 'entities'

const longestScript = 1_000_000

/** The values of a JSON-LD script, with what templates get wrong most often put right; null for anything else. */
export function parseJsonLd(script: string): unknown {
  if (script.length > longestScript) return null
  const json = withoutWrapping(script)
  const plain = tryParse(json) ?? tryParse(repaired(json))
  if (plain !== null || !/&(?:quot|#0*34|#x0*22);/i.test(json)) return plain
  return tryParse(repaired(decodeHTML(json)))
}

function tryParse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}

// Older templates wrap the script in a comment or a CDATA section.
function withoutWrapping(script: string): string {
  return script
    .trim()
    .replace(/^\ufeff/, '')
    .replace(/^(?:<!--|(?:(?:\/\/|\/\*)\s{0,20})?<!\[CDATA\[(?:\s{0,20}\*\/)?)/, '')
    .replace(/(?:-->|(?:(?:\/\/|\/\*)\s{0,20})?\]\]>(?:\s{0,20}\*\/)?)\s{0,20};?$/, '')
}

// A string, a comment, or the end of the script in either: each is passed over once, whatever stands in it.
const stringOrComment = /"(?:[^"\\]|\\[\s\S])*(?:"|\\?$)|\/\*(?:[^*]|\*(?!\/))*(?:\*\/|$)|\/\/[^\n]*/g

// Comments, line breaks inside strings, commas before a closing bracket, a semicolon at the end.
function repaired(json: string): string {
  return (
    json
      .replace(stringOrComment, (found) => (found.startsWith('"') ? found : ''))
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what has to go
      .replace(/[\u0000-\u001f]+/g, ' ')
      .replace(/,\s*([}\]])/g, '$1')
      .replace(/;\s{0,20}$/, '')
  )
}
