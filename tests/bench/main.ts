// npm run -s bench [-- FEEDS]: rounds of polling. npm run -s bench -- search [ITEMS]: questions to a full store.
await (process.argv[2] === 'search' ? import('./search.ts') : import('./rounds.ts'))

export {}
