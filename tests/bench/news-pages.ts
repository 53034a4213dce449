const words =
  'the council of harbour and bridge will open after a long winter while ferries wait for wind people said on Tuesday that costs had risen again in every district near the river which nobody had expected'.split(
    ' ',
  )

/** Pages with the usual parts of a news site around stories of different length; the same ones each time. */
export function newsPages(count: number): readonly string[] {
  return Array.from({ length: count }, (_, number) => newsPage(number))
}

function newsPage(number: number): string {
  const paragraphs = 6 + ((number * 7) % 34)
  const body = Array.from({ length: paragraphs }, (_, at) => paragraph(number, at)).join('\n')
  return `<!doctype html><html lang="en"><head><title>Story ${number} | The Bench</title>
<meta property="og:site_name" content="The Bench"><meta property="og:title" content="Story ${number} of the bench">
<script type="application/ld+json">{"@type":"NewsArticle","headline":"Story ${number} of the bench","datePublished":"2026-01-0${1 + (number % 9)}T08:00:00Z"}</script>
${'<script>window.layer = window.layer || []; window.layer.push({ "event": "view" })</script>\n'.repeat(40)}</head>
<body><header><nav><ul>${menu(60)}</ul></nav></header><main><article><h1>Story ${number} of the bench</h1>
<figure><img src="/a.jpg" alt="The harbour"><figcaption>The harbour in the morning</figcaption></figure>${body}
<div class="newsletter"><p>Get our letter every morning</p></div></article>
<aside class="related"><ul>${menu(30)}</ul></aside>${teasers(40)}</main>
<footer><ul>${menu(80)}</ul></footer>${'<script>var bench = 1;</script>'.repeat(60)}</body></html>`
}

function paragraph(page: number, at: number): string {
  const text = sentence(page * 31 + at * 7, 34)
  if (at % 4 === 1) return `<p>“${sentence(page + at, 12)},” said Ann Bell, the mayor. ${text}.</p>`
  return `<p>${text}. <a href="/more/${at}">${sentence(at, 4)}</a> ${sentence(at * 3, 16)}.</p>`
}

function sentence(seed: number, length: number): string {
  const text = Array.from({ length }, (_, at) => words[(seed * 13 + at * 11) % words.length]).join(' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function menu(items: number): string {
  return Array.from(
    { length: items },
    (_, at) => `<li class="item"><a href="/s/${at}"><span>Part ${at}</span></a></li>`,
  ).join('')
}

function teasers(items: number): string {
  return Array.from(
    { length: items },
    (_, at) =>
      `<div class="card"><a href="/t/${at}"><div class="pic"><img src="/t.jpg" alt=""></div><h3>${sentence(at, 8)}</h3></a><p>${sentence(at + 3, 14)}.</p></div>`,
  ).join('')
}
