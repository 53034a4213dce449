/** The rooms of docs/architecture.md: which files may import which. The first rule that matches a file holds. */
export const importRules: readonly { readonly files: RegExp; readonly may: RegExp; readonly why: string }[] =
  [
    {
      files:
        /^src\/(cli|main|platforms|intake|model|crews|run|demo|work-loops|round|preview|samples|doctor|health)\.ts$|^src\/cli\//,
      may: /^(feeds|src|adapters)\//,
      why: 'the composition root may import everything',
    },
    { files: /^feeds\//, may: /^feeds\//, why: 'feeds/ knows nothing of the program' },
    {
      files: /^src\/store\//,
      may: /^(src\/store\/|feeds\/feed\.ts$)/,
      why: 'the store knows only its own rows and the feed types',
    },
    {
      files: /^src\/poll\//,
      may: /^(src\/(poll|store)\/|feeds\/)/,
      why: 'poll reads feeds and writes the store',
    },
    {
      files: /^src\/read\//,
      may: /^(src\/(read|store)\/|feeds\/(http|decode|feed|opml|parse|redact)\.ts$)/,
      why: 'read takes pages through the door and writes the store',
    },
    {
      files: /^src\/deliver\//,
      may: /^src\/(deliver|store)\/|^src\/read\/post\.ts$/,
      why: 'deliver knows the store and the post',
    },
    {
      files: /^src\/ask\//,
      may: /^src\/(ask|store|poll|read)\/|^src\/deliver\/((command-table|adapter|address|interaction|reply|style|view|locale|told-once)\.ts$|(filter|times)\/)|^feeds\/(redact\.ts|opml\.ts|starter\.opml|discover\/[\w-]+\.ts)$/,
      why: 'ask knows the store, the adapter port and what filters and times mean, and poll and read for previews',
    },
    {
      files: /^src\/operate\//,
      may: /^src\/(operate|store)\//,
      why: 'operate knows the store and what it is told of the others',
    },
    {
      files: /^src\/settings\//,
      may: /^src\/(settings\/|deliver\/address\.ts$|operate\/retention\.ts$|store\/steps\.ts$)/,
      why: 'settings know what they set, and nothing of the program',
    },
    {
      files: /^src\/[\w-]+\.ts$/,
      may: /^src\/([\w-]+\.ts$|settings\/|store\/(schema|steps)\.ts$|operate\/(readiness|retention)\.ts$|deliver\/(adapter|address|command-table|interaction|locale|reply|style|their-clock|view)\.ts$)/,
      why: 'loop, chat, log, config and metrics stand below the rooms',
    },
    ...['console', 'discord', 'slack'].map((platform) => ({
      files: new RegExp(`^adapters/${platform}/`),
      may: new RegExp(
        `^(adapters/${platform}/|src/deliver/((adapter|address|command-table|interaction|locale|reply|style|their-clock|view)|texts/post)\\.ts$|src/read/post\\.ts$)`,
      ),
      why: 'an adapter knows the port, the post and itself',
    })),
    { files: /^(tests\/|vitest\.config)/, may: /./, why: 'tests may import everything' },
  ]

/** SDKs of chat platforms live in their adapter, the database drivers in the store. */
export const packageRules: readonly { readonly packages: RegExp; readonly only: RegExp }[] = [
  { packages: /^(discord\.js|@discordjs\/)/, only: /^(adapters\/discord|tests)\// },
  { packages: /^@slack\//, only: /^(adapters\/slack|tests)\// },
  { packages: /^(kysely|pg|node:sqlite)$/, only: /^(src\/store\/|src\/doctor\.ts$|tests\/)/ },
  { packages: /^(undici|rss-parser|jschardet)$/, only: /^(feeds|tests)\// },
  { packages: /^(linkedom|@mozilla\/readability)$/, only: /^(src\/read|tests)\// },
  { packages: /^(ai$|@ai-sdk\/)/, only: /^(src\/read\/model|tests)\// },
]

/** Files that only compute: no network, disk, clock, dice, environment or console. */
export const impureFiles: readonly RegExp[] = [
  /^feeds\/(http|fetch)\.ts$/,
  /^feeds\/http\//,
  /^src\/(cli|main|platforms|intake|run|demo|work-loops|round|preview|samples|doctor|loop|crew|chat|log|metrics|config|version|status-server|connection-turns|crews|health)\.ts$/,
  /^src\/(cli|store|ask)\//,
  /^src\/poll\/(poller|quiet-polls)\.ts$/,
  /^src\/read\/(reader|pool|worker)\.ts$/,
  /^src\/read\/model\/(model|bounded-fetch)\.ts$/,
  /^src\/deliver\/(dispatcher|closing|watch)\.ts$/,
  /^adapters\/\w+\/(?!(render|limits|text|errors|interactions|permissions|commands|invite|manifest)\b)[\w-]+\.ts$/,
  /^(tests\/|vitest\.config)/,
]

export const impureCode: readonly RegExp[] = [
  /from 'node:(fs|http|https|net|tls|dns|child_process|sqlite|timers|worker_threads)[/']/,
  /\bfetch\(/,
  /\bDate\.now\(|\bnew Date\(\)/,
  /\bMath\.random\(|\brandomUUID\(/,
  /\bprocess\.(env|argv|stdout|stderr)/,
  /\bconsole\./,
  /\bsetTimeout\(/,
]
