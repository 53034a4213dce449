import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'

/** What the program counts, under the names of docs/operations.md. */
export type Metrics = {
  readonly registry: Registry
  readonly polls: Counter<'outcome'>
  readonly pushes: Counter<'outcome'>
  readonly newItems: Counter
  readonly readings: Counter<'outcome'>
  readonly deliveries: Counter<'platform' | 'state'>
  readonly modelCalls: Counter<'outcome'>
  readonly modelTokens: Counter<'direction'>
  readonly loopErrors: Counter<'loop'>
  readonly swept: Counter<'what'>
  readonly sweptAt: Gauge
}

/** A registry of its own, so that two programs in one process (tests) never share counts. */
export function openMetrics(
  countUnsettled: () => Promise<Readonly<Record<string, number>>>,
  modelDollars?: () => Promise<number>,
): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  new Gauge({
    name: 'pullquote_deliveries',
    help: 'Deliveries that wait or need somebody, by state',
    labelNames: ['state'],
    registers,
    async collect() {
      for (const [state, count] of Object.entries(await countUnsettled())) this.set({ state }, count)
    },
  })
  if (modelDollars !== undefined)
    new Gauge({
      name: 'pullquote_model_month_dollars',
      help: 'What the model has cost this month (UTC), with what is set aside for calls under way',
      registers,
      async collect() {
        this.set(await modelDollars())
      },
    })
  return {
    registry,
    polls: new Counter({
      name: 'pullquote_polls_total',
      help: 'Polls of feeds by outcome',
      labelNames: ['outcome'],
      registers,
    }),
    pushes: new Counter({
      name: 'pullquote_pushes_total',
      help: 'Calls of hubs by outcome',
      labelNames: ['outcome'],
      registers,
    }),
    newItems: new Counter({
      name: 'pullquote_items_total',
      help: 'Items seen for the first time',
      registers,
    }),
    readings: new Counter({
      name: 'pullquote_readings_total',
      help: 'Items read by outcome: article, headline (the page could not be read) or postponed',
      labelNames: ['outcome'],
      registers,
    }),
    deliveries: new Counter({
      name: 'pullquote_delivery_attempts_total',
      help: 'Attempts to deliver by platform and what became of them',
      labelNames: ['platform', 'state'],
      registers,
    }),
    modelCalls: new Counter({
      name: 'pullquote_model_calls_total',
      help: 'Articles a model was to be asked about by outcome; kept, paused and over-budget ask nobody',
      labelNames: ['outcome'],
      registers,
    }),
    modelTokens: new Counter({
      name: 'pullquote_model_tokens_total',
      help: 'Tokens the model read (in) and wrote (out), as its server counts them',
      labelNames: ['direction'],
      registers,
    }),
    loopErrors: new Counter({
      name: 'pullquote_loop_errors_total',
      help: 'Steps of a loop that failed unexpectedly',
      labelNames: ['loop'],
      registers,
    }),
    swept: new Counter({
      name: 'pullquote_swept_total',
      help: 'What was deleted because it is kept no longer: days (deliveries that went with their days), deliveries, items, texts, audit, answers',
      labelNames: ['what'],
      registers,
    }),
    sweptAt: new Gauge({
      name: 'pullquote_sweep_finished_timestamp_seconds',
      help: 'When it was last deleted to the end what is kept no longer; 0 until then',
      registers,
    }),
  }
}
