import { Command, CommanderError, Option } from 'commander'
import type { AccessOptions } from './cli/feed-access.ts'
import type { AddFeedOptions } from './cli/feeds.ts'
import { whenLauncherEnds } from './cli/launcher.ts'
import { type Config, type ConfigOutcome, loadConfig } from './config.ts'
import { version } from './version.ts'

/** 0: done. 1: something failed, and it was said what. 2: the call or the settings are wrong. */
type ExitCode = 0 | 1 | 2

// The commands are loaded when they are called: help and version answer at once.
function commands(): Command {
  const program = new Command('pullquote')
    .description('A news bot: short posts with key quotes, verbatim and attributed to the right speaker')
    .version(version, '-V, --version', 'print the version')
    .showHelpAfterError('(pullquote --help shows all commands)')
    .exitOverride()
    .hook('preAction', (_, command) => {
      // `run` ends in order; everything else was asked for by somebody who is gone.
      if (command.name() !== 'run') whenLauncherEnds(() => process.exit(1))
    })

  program
    .command('run', { isDefault: false })
    .description(
      'poll feeds, read articles and post, until stopped; with no feeds it shows the sample stories',
    )
    .addOption(new Option('--only <loops>', `run only these, separated by commas: poll, read, deliver, chat`))
    .option('--in <channel>', 'where else to post the sample stories; may be given again', listed, [])
    .action((options: { only?: string; in: readonly string[] }) =>
      withConfig(async (config) => (await import('./cli/run.ts')).runCommand(config, options)),
    )

  program
    .command('preview')
    .description('print the post that an article would become; nothing is stored or sent')
    .argument('<url|file>', 'a web page, a feed (its newest item) or a page saved as HTML or text')
    .option(
      '--explain',
      'then tell of every quote who says it, how that is known, and why it is in the post or not',
    )
    .option('--json', 'print the post as JSON')
    .action((source: string, options: { json?: boolean; explain?: boolean }) =>
      withConfig(async (config) =>
        (await import('./cli/preview.ts')).previewCommand(config, source, options),
      ),
    )

  program
    .command('poll')
    .description('poll once, wait until every post is delivered, print a summary as JSON')
    .option('--all', 'poll every feed, also those that are not due yet')
    .action((options: { all?: boolean }) =>
      withConfig(async (config) =>
        (await import('./cli/poll.ts')).pollCommand(config, { all: options.all ?? false }),
      ),
    )

  const withAccess = (command: Command) =>
    command
      .option('--header <line>', "a header that is sent along, such as 'X-Key: env:NAME'", listed, [])
      .option('--cookie <text>', 'the cookie that is sent along, or env:NAME')
      .option('--auth <name:password>', 'user name and password, or env:NAME')
      .option('--user-agent <text>', 'another name than that of this program')
      .option('--proxy <address>', 'the http proxy to go through, or env:NAME')

  const feeds = program.command('feeds').description('add, list and remove feeds, move them as OPML')
  withAccess(feeds.command('add'))
    .description('follow a feed in a channel')
    .argument('<url>', 'the address of an RSS, Atom or JSON feed')
    .option('--in <channel>', 'discord:GUILD/CHANNEL, slack:TEAM/CHANNEL or console', 'console')
    .option('--as <style>', 'headline, brief or full', 'full')
    .option('--crosspost', 'hand its posts on to those who follow the channel (Discord announcements)')
    .option('--no-crosspost', 'hand nothing on any more')
    .option('--first <n>', 'how many of its newest items to post now', '1')
    .option(
      '--every <time>',
      'how often to look at it, such as 10m or 2h, where its publisher has nothing against it',
    )
    .option('--unchecked', 'add it even when it cannot be read right now')
    .action((url: string, options: AddFeedOptions) =>
      withConfig(async (config) => (await import('./cli/feeds.ts')).addFeedCommand(config, url, options)),
    )
  feeds
    .command('list')
    .description('list the feeds with their ids and how they are')
    .option('--json', 'print them as JSON')
    .action((options: { json?: boolean }) =>
      withConfig(async (config) => (await import('./cli/feeds.ts')).listFeedsCommand(config, options)),
    )
  feeds
    .command('check')
    .description('say what stands at an address, what is wrong with it, and which feeds of the site work')
    .argument('<id|url>', 'a feed of the list, or any address; a feed with secrets is asked with them')
    .option('--json', 'print the report as JSON')
    .action((url: string, options: { json?: boolean }) =>
      withConfig(async (config) =>
        (await import('./cli/feeds-check.ts')).checkFeedCommand(config, url, options),
      ),
    )
  withAccess(feeds.command('edit'))
    .description('change how a feed is asked; what was given before is forgotten')
    .argument('<id|url>', 'as feeds list shows it')
    .option('--public', 'ask it like any other')
    .action((idOrUrl: string, options: AccessOptions & { public?: boolean }) =>
      withConfig(async (config) =>
        (await import('./cli/feed-access.ts')).editFeedCommand(config, idOrUrl, options),
      ),
    )
  feeds
    .command('remove')
    .description('remove a feed and everything that came from it')
    .argument('<id|url>', 'as feeds list shows it')
    .action((idOrUrl: string) =>
      withConfig(async (config) => (await import('./cli/feeds.ts')).removeFeedCommand(config, idOrUrl)),
    )

  feeds
    .command('import')
    .description('follow every feed of a list that another reader exported; nothing old is posted')
    .argument('<file>', 'OPML, or one address a line')
    .option('--in <channel>', 'discord:GUILD/CHANNEL, slack:TEAM/CHANNEL or console; else as the list says')
    .action((file: string, options: { in?: string }) =>
      withConfig(async (config) => (await import('./cli/opml.ts')).importFeedsCommand(config, file, options)),
    )
  feeds
    .command('export')
    .description('write the feeds of all channels as OPML')
    .argument('[file]', 'where to; without it, to the standard output')
    .action((file: string | undefined) =>
      withConfig(async (config) => (await import('./cli/opml.ts')).exportFeedsCommand(config, file)),
    )

  program
    .command('invite')
    .description('print the address that adds the bot to a Discord server, with the least permissions')
    .action(() => withConfig(async (config) => (await import('./cli/invite.ts')).inviteCommand(config)))

  program
    .command('manifest')
    .description('print the manifest to create the Slack app from')
    .option('--url <address>', 'HTTP mode: where Slack reaches this program, such as https://bot.example.org')
    .option('--link', 'print an address that opens Slack with the manifest filled in')
    .action((options: { url?: string; link?: boolean }) =>
      withSettings(async () => (await import('./cli/manifest.ts')).manifestCommand(options)),
    )

  program
    .command('backup')
    .description('copy the store into a file, also while the program runs')
    .argument('<file>', 'where to, such as backups/monday.db')
    .option('--force', 'replace the file when it is there')
    .action((file: string, options: { force?: boolean }) =>
      withConfig(async (config) => (await import('./cli/backup.ts')).backupCommand(config, file, options)),
    )

  program
    .command('restore')
    .description('make a backup the store, while the program is stopped')
    .argument('<file>', 'what backup wrote')
    .action((file: string) =>
      withConfig(async (config) => (await import('./cli/restore.ts')).restoreCommand(config, file)),
    )

  program
    .command('migrate-store')
    .description(
      'copy the store of a data folder into an empty PostgreSQL database; goes on after an interruption',
    )
    .argument('<from>', 'sqlite:FOLDER, such as sqlite:./data')
    .argument('[to]', 'postgres://USER:PASSWORD@HOST/DATABASE; without it, what DATABASE_URL names')
    .action((from: string, to: string | undefined) =>
      withConfig(async (config) =>
        (await import('./cli/migrate-store.ts')).migrateStoreCommand(config, { from, to }),
      ),
    )

  program
    .command('doctor')
    .description('check this installation; every problem comes with its fix')
    .action(() => withSettings(async (outcome) => (await import('./cli/doctor.ts')).doctorCommand(outcome)))

  program
    .command('version')
    .description('print the version')
    .action(() => void process.stdout.write(`${version}\n`))

  return program
}

function listed(value: string, before: readonly string[]): readonly string[] {
  return [...before, value]
}

async function withConfig(command: (config: Config) => Promise<ExitCode>): Promise<void> {
  await withSettings(async (outcome) => {
    if (outcome.kind === 'config') return command(outcome.config)
    const lines = outcome.problems.map((problem) => `  ${problem}`)
    process.stderr.write(
      `The settings are wrong:\n${lines.join('\n')}\nFix them in .env or the environment; .env.example explains each.\n`,
    )
    return 2
  })
}

async function withSettings(command: (outcome: ConfigOutcome) => Promise<ExitCode>): Promise<void> {
  process.exitCode = await command(loadConfig())
}

/** `pullquote ... | head` closes the pipe early: whoever wrote gets the error, the program need not die of it. */
function surviveClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}

async function main(): Promise<void> {
  process.stdout.on('error', surviveClosedPipe)
  process.stderr.on('error', surviveClosedPipe)
  try {
    await commands().parseAsync()
  } catch (error) {
    // Commander has already printed what is wrong with the call; help and version end here too, with code 0.
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2
    else {
      process.stderr.write(`pullquote: ${error instanceof Error ? error.message : String(error)}\n`)
      // Whatever was left open must not keep a process alive that has given up.
      process.exit(1)
    }
  }
}

await main()
