/** An instruction of a Dockerfile, on one line. */
export type Instruction = { readonly name: string; readonly text: string }
export type Stage = {
  readonly image: string
  readonly as: string | null
  readonly instructions: readonly Instruction[]
}

/** Reads the stages of a Dockerfile (https://docs.docker.com/reference/dockerfile/). */
export function stagesOf(dockerfile: string): readonly Stage[] {
  const stages: { image: string; as: string | null; instructions: Instruction[] }[] = []
  for (const { name, text } of instructionsOf(dockerfile)) {
    if (name !== 'FROM') stages.at(-1)?.instructions.push({ name, text })
    else {
      const [, image = '', as = null] = /^(\S+)(?:\s+as\s+(\S+))?$/i.exec(text) ?? []
      stages.push({ image, as, instructions: [] })
    }
  }
  return stages
}

function instructionsOf(dockerfile: string): Instruction[] {
  return dockerfile
    .replace(/\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => {
      const [name = '', ...words] = line.trim().split(/\s+/)
      return { name: name.toUpperCase(), text: words.join(' ') }
    })
}

/** Where COPY takes from and puts to. */
export type Copy = {
  readonly from: string | null
  readonly sources: readonly string[]
  readonly target: string
}

export function copyOf(text: string): Copy {
  const words = text.split(' ')
  const from = words.find((word) => word.startsWith('--from='))?.slice('--from='.length) ?? null
  const paths = words.filter((word) => !word.startsWith('--'))
  return { from, sources: paths.slice(0, -1), target: paths.at(-1) ?? '.' }
}

/** The words of ENTRYPOINT, CMD or HEALTHCHECK in the form that needs no shell; null in the other. */
export function execOf(text: string): readonly string[] | null {
  const list = /\[.*\]$/.exec(text)?.[0]
  if (list === undefined) return null
  const words: unknown = JSON.parse(list)
  return Array.isArray(words) && words.every((word) => typeof word === 'string') ? words : null
}

const secretName = /token|secret|password|key/i

/** What is wrong with a Dockerfile, by the rules of this project. */
export function problemsOf(dockerfile: string, hasFile: (path: string) => boolean): readonly string[] {
  const stages = stagesOf(dockerfile)
  const last = stages.at(-1)
  if (last === undefined) return ['there is no FROM']
  const names = stages.flatMap(({ as }) => as ?? [])
  const textsOf = (name: string) =>
    last.instructions.filter((one) => one.name === name).map(({ text }) => text)
  const user = textsOf('USER').at(-1)
  const says = (isWrong: boolean, problem: string) => (isWrong ? [problem] : [])
  return [
    ...stages.flatMap(({ image }) =>
      says(!names.includes(image) && !/:(?!latest$)[\w.-]+$/.test(image), `FROM ${image} names no version`),
    ),
    ...says(stages.length < 2, 'packages are fetched in the image that runs'),
    ...says(user === undefined || /^(root|0)\b/.test(user), 'it runs as root'),
    ...says(textsOf('HEALTHCHECK').length === 0, 'there is no HEALTHCHECK'),
    ...['ENTRYPOINT', 'CMD', 'HEALTHCHECK'].flatMap((name) =>
      textsOf(name).flatMap((text) => says(execOf(text) === null, `${name} is run by a shell`)),
    ),
    ...stages.flatMap((stage) => {
      const isShipped = stage === last || shipsPackages(stage, last)
      return stage.instructions.flatMap(({ name, text }) => {
        if (name === 'ADD') return ['ADD fetches and unpacks: use COPY']
        if (name === 'ENV' || name === 'ARG') return says(secretName.test(text), `${name} holds a secret`)
        if (name === 'RUN') return runProblems(text, { isShipped })
        if (name !== 'COPY') return []
        const { from, sources } = copyOf(text)
        if (from !== null) return says(!names.includes(from), `COPY --from=${from}: there is no such stage`)
        return sources.flatMap((path) =>
          says(path === '.' || !hasFile(path), `COPY ${path}: no such file, or all of them`),
        )
      })
    }),
  ]
}

/** Whether the packages of the stage get into the image. */
function shipsPackages({ as }: Stage, last: Stage): boolean {
  const copies = last.instructions.flatMap(({ name, text }) => (name === 'COPY' ? [copyOf(text)] : []))
  return copies.some(({ from, sources }) => from === as && sources.some((path) => /node_modules/.test(path)))
}

function runProblems(text: string, { isShipped }: { readonly isShipped: boolean }): string[] {
  const says = (isWrong: boolean, problem: string) => (isWrong ? [`RUN ${problem}`] : [])
  return [
    ...says(/\bsudo\b|curl[^|]*\|/.test(text), 'becomes root or runs what it fetched'),
    ...says(/npm (install|i)\b/.test(text), 'npm install does not keep to the lock file'),
    ...says(
      isShipped && /npm ci/.test(text) && !/--omit=dev/.test(text),
      'npm ci fetches what only developers need',
    ),
    ...says(/npm ci/.test(text) && !/--ignore-scripts/.test(text), 'npm ci runs scripts of strangers'),
  ]
}
