/** The page of a site that says where the feed of each of its pages is, cut into what a rule needs. */
export type Page = {
  /** `https://` and the host as it was given. */
  readonly origin: string
  /** Without the slash at its end. */
  readonly path: string
  readonly query: URLSearchParams
}

/** How the addresses of pages become those of their feeds. */
export type Rule = {
  readonly site: string
  /** The host without `www.`, `m.` and the like. Absent: the program behind it runs on many sites, and the address is a guess. */
  readonly hosts?: RegExp
  readonly path: RegExp
  /** `parts` are the groups of `path`. */
  readonly feeds: (parts: readonly string[], page: Page) => readonly string[]
}

const name = '([^/]+)'
const youtube = /^(?:music\.)?youtube(?:-nocookie)?\.com$/
const youtubeFeed = 'https://www.youtube.com/feeds/videos.xml'
const reddit = /^reddit\.com$/
const github = /^github\.com$/
const gitlab = /^gitlab\.com$/
const stackExchange =
  /(?:^|\.)(?:stackexchange|stackoverflow|askubuntu|superuser|serverfault|stackapps)\.com$|^mathoverflow\.net$/
const notOwners =
  '(?!(?:about|apps|collections|contact|customer-stories|enterprise|events|explore|features|login|marketplace|new|notifications|orgs|organizations|pricing|search|security|settings|site|sponsors|topics|trending)(?:/|$))'

/** The first rule that fits holds, so the sites that are known by name stand before the programs that run anywhere. */
export const rules: readonly Rule[] = [
  // https://developers.google.com/youtube/v3/guides/push_notifications
  {
    site: 'YouTube',
    hosts: youtube,
    path: /^\/channel\/(UC[\w-]{22})(?:\/|$)/,
    feeds: ([id]) => [`${youtubeFeed}?channel_id=${id}`],
  },
  {
    site: 'YouTube',
    hosts: youtube,
    path: /^\/(?:playlist|watch)$/,
    feeds: (_, { query }) => {
      const list = query.get('list') ?? ''
      // The lists that begin with RD are made up for each viewer.
      return /^(?!RD)[\w-]{10,}$/.test(list) ? [`${youtubeFeed}?playlist_id=${list}`] : []
    },
  },
  {
    site: 'YouTube',
    hosts: youtube,
    path: new RegExp(`^/user/${name}`),
    feeds: ([user]) => [`${youtubeFeed}?user=${user}`],
  },
  // https://www.reddit.com/wiki/rss/
  {
    site: 'Reddit',
    hosts: reddit,
    path: new RegExp(`^(/user/${name}/m/${name})$`),
    feeds: ([multireddit]) => [`https://www.reddit.com${multireddit}/.rss`],
  },
  {
    site: 'Reddit',
    hosts: reddit,
    path: /^\/r\/([^/]+)\/(new|top|rising|controversial)$/,
    feeds: ([subreddit, order], { query }) => {
      const span = query.get('t')
      return [
        `https://www.reddit.com/r/${subreddit}/${order}/.rss${span === null ? '' : `?t=${encodeURIComponent(span)}`}`,
      ]
    },
  },
  {
    site: 'Reddit',
    hosts: reddit,
    path: /^\/r\/([^/]+)(?:\/|$)/,
    feeds: ([subreddit]) => [`https://www.reddit.com/r/${subreddit}/.rss`],
  },
  {
    site: 'Reddit',
    hosts: reddit,
    path: /^\/u(?:ser)?\/([^/]+)(?:\/(?:submitted|comments|overview))?$/,
    feeds: ([user]) => [`https://www.reddit.com/user/${user}/.rss`],
  },
  {
    site: 'Reddit',
    hosts: reddit,
    path: /^\/domain\/([^/]+)$/,
    feeds: ([host]) => [`https://www.reddit.com/domain/${host}/.rss`],
  },
  // The pages of a repository name these themselves, as <link rel="alternate">; see also
  // https://docs.github.com/en/rest/activity/feeds
  {
    site: 'GitHub',
    hosts: github,
    path: new RegExp(`^/${notOwners}${name}/${name}/(releases|tags)(?:/(?:tag/)?[^/]+)?$`),
    feeds: ([owner, repository, what]) => [`https://github.com/${owner}/${repository}/${what}.atom`],
  },
  {
    site: 'GitHub',
    hosts: github,
    path: new RegExp(`^/${notOwners}${name}/${name}/(?:commits|tree)/(.+)$`),
    feeds: ([owner, repository, branch]) => [
      `https://github.com/${owner}/${repository}/commits/${branch}.atom`,
    ],
  },
  {
    site: 'GitHub',
    hosts: github,
    path: new RegExp(`^/${notOwners}${name}/${name}(?:/.*)?$`),
    feeds: ([owner, repository]) =>
      ['releases', 'tags', 'commits'].map(
        (what) => `https://github.com/${owner}/${repository?.replace(/\.git$/, '')}/${what}.atom`,
      ),
  },
  {
    site: 'GitHub',
    hosts: github,
    path: new RegExp(`^/${notOwners}([^/]+)$`),
    feeds: ([owner]) => [`https://github.com/${owner}.atom`],
  },
  // https://docs.gitlab.com/user/project/releases/ and https://docs.gitlab.com/user/profile/contributions_calendar/
  {
    site: 'GitLab',
    hosts: gitlab,
    path: /^(\/.+?)\/-\/releases(?:\/[^/]+)?$/,
    feeds: ([project]) => [`https://gitlab.com${project}/-/releases.atom`],
  },
  {
    site: 'GitLab',
    hosts: gitlab,
    path: /^(\/.+?)\/-\/(tags|commits\/[^?]+|issues)$/,
    feeds: ([project, what]) =>
      what === 'issues'
        ? [`https://gitlab.com${project}/-/issues.atom`]
        : [`https://gitlab.com${project}/-/${what}?format=atom`],
  },
  {
    site: 'GitLab',
    hosts: gitlab,
    path: /^(\/[^/-][^/]*\/(?:(?!-\/).)+?)(?:\/-\/.*)?$/,
    feeds: ([project]) => [
      `https://gitlab.com${project}/-/releases.atom`,
      `https://gitlab.com${project}/-/tags?format=atom`,
      `https://gitlab.com${project}.atom`,
    ],
  },
  {
    site: 'GitLab',
    hosts: gitlab,
    path: /^\/((?!explore$|users$|-$|help$)[^/]+)$/,
    feeds: ([user]) => [`https://gitlab.com/${user}.atom`],
  },
  // Named in the head of every profile: <link rel="alternate" type="application/rss+xml">
  {
    site: 'Bluesky',
    hosts: /^bsky\.app$/,
    path: /^\/profile\/([^/]+)(?!\/rss$)(?:\/|$)/,
    feeds: ([handle]) => [`https://bsky.app/profile/${handle}/rss`],
  },
  // https://help.medium.com/hc/en-us/articles/214874118-Using-RSS-feeds-of-profiles-publications-and-topics
  {
    site: 'Medium',
    hosts: /^medium\.com$/,
    path: /^\/tag\/([^/]+)/,
    feeds: ([tag]) => [`https://medium.com/feed/tag/${tag}`],
  },
  {
    site: 'Medium',
    hosts: /^medium\.com$/,
    path: /^\/([^/]+)\/tagged\/([^/]+)$/,
    feeds: ([publication, tag]) => [`https://medium.com/feed/${publication}/tagged/${tag}`],
  },
  {
    site: 'Medium',
    hosts: /^medium\.com$/,
    path: /^\/(?!feed(?:\/|$)|m(?:\/|$)|search|me(?:\/|$))([^/]+)/,
    feeds: ([author]) => [`https://medium.com/feed/${author}`],
  },
  {
    site: 'Medium',
    hosts: /^[^.]+\.medium\.com$/,
    path: /^(?!\/feed$)/,
    feeds: (_, { origin }) => [`${origin}/feed`],
  },
  // https://support.substack.com/hc/en-us/articles/360038239391-Is-there-an-RSS-feed-for-my-publication
  {
    site: 'Substack',
    hosts: /^[^.]+\.substack\.com$/,
    path: /^(?!\/feed$)/,
    feeds: (_, { origin }) => [`${origin}/feed`],
  },
  {
    site: 'Substack',
    hosts: /^substack\.com$/,
    path: /^\/@([\w-]+)/,
    feeds: ([author]) => [`https://${author}.substack.com/feed`],
  },
  // https://wordpress.com/support/feeds/
  {
    site: 'WordPress',
    hosts: /^[^.]+\.wordpress\.com$/,
    path: /^(\/(?:category|tag|author)\/[^/]+)$/,
    feeds: ([topic], { origin }) => [`${origin}${topic}/feed/`],
  },
  {
    site: 'WordPress',
    hosts: /^[^.]+\.wordpress\.com$/,
    path: /^(?!.*\/feed$)/,
    feeds: (_, { origin }) => [`${origin}/feed/`],
  },
  // https://support.google.com/blogger/answer/97933
  {
    site: 'Blogger',
    hosts: /\.blogspot\.(?:com|[a-z]{2}|com?\.[a-z]{2})$/,
    path: /^(?!\/feeds\/)/,
    feeds: (_, { origin }) => [`${origin}/feeds/posts/default`],
  },
  // https://help.tumblr.com/knowledge-base/rss-feeds/
  {
    site: 'Tumblr',
    hosts: /^(?!www\.)[^.]+\.tumblr\.com$/,
    path: /^(\/tagged\/[^/]+)$/,
    feeds: ([tag], { origin }) => [`${origin}${tag}/rss`],
  },
  {
    site: 'Tumblr',
    hosts: /^(?!www\.)[^.]+\.tumblr\.com$/,
    path: /^(?!.*\/rss$)/,
    feeds: (_, { origin }) => [`${origin}/rss`],
  },
  {
    site: 'Tumblr',
    hosts: /^tumblr\.com$/,
    path: /^\/(?:blog\/(?:view\/)?)?(?!dashboard|explore|search|login|tagged|settings|rss$)([a-z0-9-]+)/,
    feeds: ([blog]) => [`https://${blog}.tumblr.com/rss`],
  },
  // https://stackapps.com/q/826: every list of questions has its feed
  {
    site: 'Stack Exchange',
    hosts: stackExchange,
    path: /^\/questions\/tagged\/([^/]+)$/,
    feeds: ([tags], { origin }) => [
      `${origin}/feeds/tag?tagnames=${tags?.replaceAll('+', '%20').replaceAll(' ', '%20')}&sort=newest`,
    ],
  },
  {
    site: 'Stack Exchange',
    hosts: stackExchange,
    path: /^\/(?:q|questions)\/(\d+)(?:\/|$)/,
    feeds: ([question], { origin }) => [`${origin}/feeds/question/${question}`],
  },
  {
    site: 'Stack Exchange',
    hosts: stackExchange,
    path: /^\/users\/(\d+)(?:\/|$)/,
    feeds: ([user], { origin }) => [`${origin}/feeds/user/${user}`],
  },
  {
    site: 'Stack Exchange',
    hosts: stackExchange,
    path: /^(?:\/questions)?$/,
    feeds: (_, { origin }) => [`${origin}/feeds`],
  },
  // Named in the head of its front page.
  {
    site: 'Hacker News',
    hosts: /^news\.ycombinator\.com$/,
    path: /^(?:\/(?:news|newest|front|best))?$/,
    feeds: () => ['https://news.ycombinator.com/rss'],
  },
  // https://performance-partners.apple.com/search-api: the answer names the publisher's own feed
  {
    site: 'Apple Podcasts',
    hosts: /^(?:podcasts|itunes)\.apple\.com$/,
    path: /\/id(\d{5,15})$/,
    feeds: ([id]) => [`https://itunes.apple.com/lookup?id=${id}&entity=podcast`],
  },
  // https://www.mediawiki.org/wiki/Manual:RSS_feed_generator and https://en.wikipedia.org/wiki/Wikipedia:Syndication
  {
    site: 'Wikipedia',
    hosts: /^[a-z-]+\.(?:m\.)?(?:wikipedia|wikinews|wikivoyage)\.org$/,
    path: /^\/wiki\/(?!Special:)(.+)$/,
    feeds: ([title], { origin }) => [
      `${origin.replace('.m.', '.')}/w/index.php?title=${title}&action=history&feed=atom`,
    ],
  },
  // https://info.arxiv.org/help/rss.html
  {
    site: 'arXiv',
    hosts: /^arxiv\.org$/,
    path: /^\/(?:list|archive)\/([\w.-]+)(?:\/|$)/,
    feeds: ([subject]) => [`https://rss.arxiv.org/rss/${subject}`],
  },
  // https://docs.pypi.org/api/feeds/
  {
    site: 'PyPI',
    hosts: /^pypi\.org$/,
    path: /^\/project\/([^/]+)/,
    feeds: ([project]) => [`https://pypi.org/rss/project/${project}/releases.xml`],
  },
  // Programs that run on many sites.
  // https://github.com/mastodon/mastodon/blob/main/config/routes.rb: profiles and tags answer as RSS too
  {
    site: 'Mastodon',
    path: /^\/(@[\w.-]+?)(?:\/(?:with_replies|media|tagged\/[^/]+))?$/,
    feeds: ([profile], { origin }) => [`${origin}/${profile}.rss`],
  },
  {
    site: 'Mastodon',
    path: /^\/tags\/([^/.]+)$/,
    feeds: ([tag], { origin }) => [`${origin}/tags/${tag}.rss`],
  },
  // https://github.com/LemmyNet/lemmy/blob/main/crates/routes/src/feeds.rs
  {
    site: 'Lemmy',
    path: /^\/([cu])\/([\w.@-]+)$/,
    feeds: ([kind, who], { origin }) => [`${origin}/feeds/${kind}/${who}.xml?sort=New`],
  },
  // GitLab on a server of one's own.
  {
    site: 'GitLab',
    path: /^(\/.+?)\/-\/(?:releases|tags|commits)(?:\/|$)/,
    feeds: ([project], { origin }) => [
      `${origin}${project}/-/releases.atom`,
      `${origin}${project}/-/tags?format=atom`,
    ],
  },
  // https://wordpress.org/documentation/article/wordpress-feeds/
  {
    site: 'WordPress',
    path: /^(\/.*?(?:category|tag|author|topic)\/[^/]+)$/,
    feeds: ([topic], { origin }) => [`${origin}${topic}/feed/`],
  },
]
