// npm run -s bench [-- FEEDS ... [peers]]: rounds over all feeds, measured from outside; with peers beside other programs.
// npm run -s bench -- search [ITEMS]: questions to a full store.
// npm run -s bench -- answers [ITEMS]: commands in chat while the program polls as fast as it can.
// npm run -s bench -- chaos [FEEDS]: what publishers that do everything wrong cost the others.
// npm run -s bench -- endurance [ROUNDS] [FEEDS]: how memory grows, and whether a request comes too soon.
// npm run -s bench -- first [ITEMS]: a feed that lists very much, when it is new and when it is polled again.
// npm run -s bench -- memory [FEEDS]: what the program takes up while it is connected to both platforms.
// npm run -s bench -- push [STORIES]: from a hub that pushes to the message in the channel.
// npm run -s bench -- hostile: documents made to do harm, in the threads that read them and through the program.
// npm run -s bench -- reading [FOLDER]: what reading pages costs beside the libraries it stands on.
// npm run -s bench -- scale [FEEDS] [SECONDS]: the store on PostgreSQL with very many feeds.
const [, , name] = process.argv
if (name === 'search') await import('./search.ts')
else if (name === 'answers') await import('./answers.ts')
else if (name === 'chaos') await import('./chaos.ts')
else if (name === 'first') await import('./first-poll.ts')
else if (name === 'endurance') await import('./endurance.ts')
else if (name === 'push') await import('./push.ts')
else if (name === 'hostile') await import('./hostile.ts')
else if (name === 'scale') await import('./scale.ts')
else if (name === 'memory') await import('./memory.ts')
else if (name === 'reading') await import('./reading.ts')
else await import('./throughput/main.ts')

export {}
