/** What a fault is done with: seconds each in the test suite, or as long as it takes to believe it. */
export type Form = 'short' | 'full'

export type FaultOptions = {
  readonly form: Form
  readonly seed: number
  /** The address of an empty database of PostgreSQL. */
  readonly newDatabase: () => Promise<string>
  /** Is told now and then how far it has come. */
  readonly onProgress: (line: string) => void
}

/** What became of the posts, what else was counted, and what did not hold; nothing is broken when it held. */
export type FaultReport = {
  readonly posts: number
  readonly lost: number
  readonly twice: number
  readonly outOfOrder: number
  readonly more: Readonly<Record<string, number | string>>
  readonly broken: readonly string[]
}

/** One kind of trouble that the program has to live through. */
export type Fault = {
  /** As it is named on the command line. */
  readonly name: string
  /** What must hold, in one sentence. */
  readonly mustHold: string
  run(options: FaultOptions): Promise<FaultReport>
}

export type Counts = Pick<FaultReport, 'posts' | 'lost' | 'twice' | 'outOfOrder'>

export const noCounts: Counts = { posts: 0, lost: 0, twice: 0, outOfOrder: 0 }

/** The counts of several runs together. */
export function sum(all: readonly Counts[]): Counts {
  return all.reduce(
    (one, other) => ({
      posts: one.posts + other.posts,
      lost: one.lost + other.lost,
      twice: one.twice + other.twice,
      outOfOrder: one.outOfOrder + other.outOfOrder,
    }),
    noCounts,
  )
}

/** The report of what was counted; `claims` are what must be true besides, each by what is wrong when it is not. */
export function reportOf(
  counts: Counts,
  more: FaultReport['more'],
  claims: Readonly<Record<string, boolean>> = {},
): FaultReport {
  const { posts, lost, twice, outOfOrder } = counts
  const all = {
    'nothing was posted at all': posts > 0,
    [`${lost} posts are lost`]: lost === 0,
    [`${twice} posts stand twice`]: twice === 0,
    [`${outOfOrder} posts are out of order`]: outOfOrder === 0,
    ...claims,
  }
  const broken = Object.entries(all).flatMap(([wrong, isTrue]) => (isTrue ? [] : [wrong]))
  return { posts, lost, twice, outOfOrder, more, broken }
}
