/** A fetch that reads no more of an answer than `maxBytes`, and tells when there was more. */
export type BoundedFetch = { readonly fetch: typeof fetch; isOverrun(): boolean }

/**
 * For the address the operator has set, which may be on this machine. A redirect is refused: the key goes nowhere else.
 */
export function boundedFetch(maxBytes: number): BoundedFetch {
  let hasOverrun = false
  return {
    isOverrun: () => hasOverrun,
    fetch: async (input, init) => {
      const response = await fetch(input, { ...init, redirect: 'error' })
      const chunks: Uint8Array[] = []
      let bytes = 0
      for await (const chunk of response.body ?? []) {
        bytes += chunk.length
        if (bytes > maxBytes) {
          hasOverrun = true
          throw new Error(`an answer of more than ${maxBytes} bytes`)
        }
        chunks.push(chunk)
      }
      const { status, statusText, headers } = response
      return new Response(Buffer.concat(chunks), { status, statusText, headers })
    },
  }
}
