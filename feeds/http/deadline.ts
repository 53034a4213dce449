/** Comes when the time for a request is over, or when its caller calls it off. */
export class Deadline {
  readonly #controller = new AbortController()
  readonly #timeoutMs: number
  readonly #caller: AbortSignal | undefined
  #timer: NodeJS.Timeout | null = null

  constructor(request: { readonly timeoutMs: number; readonly signal?: AbortSignal }) {
    this.#timeoutMs = request.timeoutMs
    this.#caller = request.signal
  }

  /** The time begins with the first call. */
  start(): AbortSignal {
    if (this.#timer !== null) return this.#controller.signal
    this.#timer = setTimeout(this.#come, this.#timeoutMs)
    this.#caller?.addEventListener('abort', this.#come, { once: true })
    if (this.#caller?.aborted) this.#come()
    return this.#controller.signal
  }

  /** Of a request that is over: AbortSignal.timeout would keep its timer until the time is, and there are thousands. */
  end(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#caller?.removeEventListener('abort', this.#come)
  }

  readonly #come = () => this.#controller.abort()
}
