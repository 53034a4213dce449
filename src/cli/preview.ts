import { layOut, terminalOf } from '../../adapters/console/index.ts'
import { renderView } from '../../adapters/console/render.ts'
import type { Config } from '../config.ts'
import { openIntake } from '../intake.ts'
import { preview } from '../preview.ts'
import { explainedQuotes, explainQuotes } from './explain.ts'

export async function previewCommand(
  config: Config,
  source: string,
  options: { readonly json?: boolean; readonly explain?: boolean },
): Promise<0 | 1> {
  const intake = openIntake(config)
  try {
    const outcome = await preview(source, intake, config, new Date())
    if (outcome.kind === 'failed') {
      process.stderr.write(`${outcome.message}\n`)
      return 1
    }
    const { post, read } = outcome
    if (options.json) {
      const explained = options.explain ? { post, quotes: read === null ? [] : explainedQuotes(read) } : post
      process.stdout.write(`${JSON.stringify(explained, null, 2)}\n`)
      return 0
    }
    const terminal = terminalOf(process.stdout)
    process.stdout.write(`\n${layOut(post, terminal)}\n`)
    if (options.explain) process.stdout.write(`${renderView(explainQuotes(read), terminal)}\n`)
    return 0
  } finally {
    await intake.close()
  }
}
