// npm run -s bench [-- FEEDS]: rounds of polling. npm run -s bench -- search [ITEMS]: questions to a full store.
// npm run -s bench -- answers [ITEMS]: commands in chat while the program polls as fast as it can.
// npm run -s bench -- chaos [FEEDS]: what publishers that do everything wrong cost the others.
const [, , name] = process.argv
if (name === 'search') await import('./search.ts')
else if (name === 'answers') await import('./answers.ts')
else if (name === 'chaos') await import('./chaos.ts')
else await import('./rounds.ts')

export {}
