// npm run build: puts the program into dist/, a few files instead of thousands. It starts in little more than half the time, takes a
// seventh less memory, and needs nothing beside it but Node: `node dist/pullquote.mjs run` does what `npm start` does.
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Plugin, rolldown } from 'rolldown'

const root = fileURLToPath(new URL('../', import.meta.url))

/** They look for files of their own: one starts threads from them, the other is asked for by name when it is needed. */
const keptWhole = ['tinypool', 'jschardet']
/** discord.js and pg do without them. */
const notInstalled = ['zlib-sync', 'bufferutil', 'utf-8-validate', 'pg-native']

/** Bundles the files, named by what they become, with all that they import and start; the folder is replaced. */
export async function bundle(entries: Readonly<Record<string, string>>, folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true })
  const neighbours = new Set<string>()
  const bundled = await rolldown({
    cwd: root,
    input: { ...entries },
    platform: 'node',
    external: [...keptWhole, ...notInstalled],
    plugins: [addressing(neighbours)],
    onLog(level, log) {
      // Some packages evaluate code. Everything else would be found out when it is missing.
      if (level === 'warn' && log.code !== 'EVAL')
        throw new Error(
          `build ${folder}: ${log.message}\nFix: what is to stay outside belongs into keptWhole or notInstalled (ops/bundle.ts).`,
        )
    },
  })
  const { output } = await bundled.write({
    dir: folder,
    entryFileNames: '[name].mjs',
    chunkFileNames: '[name]-[hash].mjs',
    // Names stay, for those who read what went wrong.
    minify: { compress: true, mangle: false, codegen: true },
  })
  await bundled.close()
  const modules = output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []))
  for (const path of neighbours) cpSync(join(root, path), join(folder, path), { recursive: true })
  for (const name of keptWhole)
    cpSync(join(root, 'node_modules', name), join(folder, 'node_modules', name), {
      recursive: true,
      filter: (path) => !path.endsWith('.map'),
    })
  writeFileSync(join(folder, 'LICENSES.txt'), licencesOf(packagesOf(modules)))
}

/** All bundled files lie in one folder: what the code finds beside itself is put below it, and every file it starts is an entry. */
function addressing(neighbours: Set<string>): Plugin {
  const address = /new URL\('(\.[^']*)', import\.meta\.url\)/g
  return {
    name: 'addressing',
    transform(code, id) {
      if (id.includes('node_modules')) return null
      return code.replace(address, (_, target: string) => {
        const path = relative(root, join(id, '..', target))
        if (!path.endsWith('.ts')) {
          neighbours.add(path)
          return `new URL('./${path}${target.endsWith('/') ? '/' : ''}', import.meta.url)`
        }
        const fileName = `${path.replace(/^src\/|\.ts$/g, '').replaceAll('/', '-')}.mjs`
        this.emitFile({ type: 'chunk', id: join(root, path), fileName })
        return `new URL('./${fileName}', import.meta.url)`
      })
    },
  }
}

/** The folders of the packages that these files belong to. */
function packagesOf(files: readonly string[]): readonly string[] {
  const folders = files.flatMap((file) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? [])
  return [...new Set(folders)].toSorted()
}

/** Under what terms others may use them; that has to go where the packages go. */
function licencesOf(packages: readonly string[]): string {
  return packages
    .map((folder) => {
      const files = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice)/i.test(name))
      const { license }: { readonly license?: string } = JSON.parse(
        readFileSync(join(folder, 'package.json'), 'utf8'),
      )
      const texts = files.map((name) => readFileSync(join(folder, name), 'utf8').trim())
      return [`== ${relative(join(root, 'node_modules'), folder)} (${license})`, ...texts].join('\n\n')
    })
    .join('\n\n\n')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await bundle({ pullquote: join(root, 'bin/pullquote.mjs') }, join(root, 'dist'))
  process.stdout.write('dist/ is built: node dist/pullquote.mjs run\n')
}
