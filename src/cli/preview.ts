import { layOut, terminalOf } from '../../adapters/console/index.ts'
import type { Config } from '../config.ts'
import { openIntake } from '../intake.ts'
import { preview } from '../preview.ts'

export async function previewCommand(
  config: Config,
  source: string,
  options: { readonly json?: boolean },
): Promise<0 | 1> {
  const intake = openIntake(config)
  try {
    const outcome = await preview(source, intake, config, new Date())
    if (outcome.kind === 'failed') {
      process.stderr.write(`${outcome.message}\n`)
      return 1
    }
    process.stdout.write(
      options.json
        ? `${JSON.stringify(outcome.post, null, 2)}\n`
        : `\n${layOut(outcome.post, terminalOf(process.stdout))}\n`,
    )
    return 0
  } finally {
    await intake.close()
  }
}
