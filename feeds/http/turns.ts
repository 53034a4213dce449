type Turn = { readonly begin: () => void }

/** Gives each host so many turns at a time; whoever comes later waits in line. */
export class HostTurns {
  readonly #perHost: number
  readonly #taken = new Map<string, number>()
  readonly #waiting = new Map<string, Set<Turn>>()

  constructor(perHost: number) {
    this.#perHost = perHost
  }

  /** Does the work in a turn of the host. Where the signal comes before that turn, its reason is thrown. */
  async inTurn<T>(host: string, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    await this.#take(host, signal)
    try {
      return await work()
    } finally {
      this.#giveBack(host)
    }
  }

  #take(host: string, signal: AbortSignal | undefined): Promise<void> | undefined {
    signal?.throwIfAborted()
    const taken = this.#taken.get(host) ?? 0
    if (taken >= this.#perHost) return this.#waitInLine(host, signal)
    this.#taken.set(host, taken + 1)
    return undefined
  }

  #waitInLine(host: string, signal: AbortSignal | undefined): Promise<void> {
    const line = this.#waiting.get(host) ?? new Set()
    this.#waiting.set(host, line)
    return new Promise((resolve, reject) => {
      const leave = () => {
        line.delete(turn)
        reject(signal?.reason)
      }
      const turn: Turn = {
        begin: () => {
          signal?.removeEventListener('abort', leave)
          resolve()
        },
      }
      line.add(turn)
      signal?.addEventListener('abort', leave, { once: true })
    })
  }

  /** The turn goes to the next in line, if there is one. */
  #giveBack(host: string): void {
    const line = this.#waiting.get(host)
    const [next] = line ?? []
    if (line !== undefined && next !== undefined) {
      line.delete(next)
      next.begin()
      return
    }
    this.#waiting.delete(host)
    const left = (this.#taken.get(host) ?? 1) - 1
    if (left === 0) this.#taken.delete(host)
    else this.#taken.set(host, left)
  }
}
