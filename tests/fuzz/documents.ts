import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export type Kind = 'feed' | 'page'
export type Document = { readonly name: string; readonly kind: Kind; readonly bytes: Uint8Array }

const root = fileURLToPath(new URL('../../', import.meta.url))
const pageTypes: ReadonlySet<string> = new Set(['.html', '.htm', '.txt'])
const feedTypes: ReadonlySet<string> = new Set(['.xml', '.json', '.rss', '.atom', '.rdf', '.bin'])

/** What is there to start from: recorded feeds and pages of the project and of further folders. */
export function documentsIn(folders: readonly string[]): readonly Document[] {
  const own = ['tests/fixtures/feeds', 'tests/fixtures/articles', 'feeds/samples'].map((folder) =>
    join(root, folder),
  )
  return [...own, ...folders].flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/^expect/.test(entry.name))
      .flatMap(({ parentPath, name }) => {
        const kind = kindOf(name)
        return kind === null ? [] : [{ name, kind, bytes: readFileSync(join(parentPath, name)) }]
      }),
  )
}

function kindOf(name: string): Kind | null {
  const type = extname(name).toLowerCase()
  if (pageTypes.has(type)) return 'page'
  return feedTypes.has(type) ? 'feed' : null
}
