import { eventsPath, manifestUrl, slackManifest } from '../../adapters/slack/manifest.ts'

/** Standard output carries the manifest alone, so that it can be piped. */
export async function manifestCommand(options: {
  readonly url?: string
  readonly link?: boolean
}): Promise<0 | 2> {
  const requestUrl = options.url === undefined ? null : endpointAt(options.url)
  if (requestUrl === undefined) {
    process.stderr.write(
      `manifest --url ${options.url}: expected an https address such as https://bot.example.org; Slack calls no other\n`,
    )
    return 2
  }
  const manifest = slackManifest({ requestUrl })
  process.stdout.write(`${options.link ? manifestUrl(manifest) : JSON.stringify(manifest, null, 2)}\n`)
  return 0
}

/** undefined when Slack could not call there. */
function endpointAt(address: string): string | undefined {
  const url = URL.parse(address)
  return url?.protocol === 'https:' ? new URL(eventsPath, url).href : undefined
}
