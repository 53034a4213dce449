import { connect, createServer, type Socket } from 'node:net'

/** Stands between the program and its database, and cuts connections when it is told to. */
export type Proxy = {
  readonly url: string
  /** Cuts the next connection over which this is said, or the `nth`: before the server hears it, or once it has answered. */
  cutAt(words: string, when: 'before' | 'after', nth?: number): void
  /** Whether what it was told to cut is still whole. */
  isWaiting(): boolean
  cutAll(): void
  close(): Promise<void>
}

export async function openProxy(target: string): Promise<Proxy> {
  const to = new URL(target)
  const open = new Set<Socket>()
  let cut: { readonly words: string; readonly when: 'before' | 'after'; nth: number } | null = null
  const server = createServer((client) => {
    const upstream = connect(Number(to.port), to.hostname)
    let isCutWhenAnswered = false
    const end = () => {
      client.destroy()
      upstream.destroy()
    }
    for (const socket of [client, upstream]) {
      open.add(socket)
      socket.once('close', () => open.delete(socket))
      socket.on('error', end)
      socket.on('close', end)
    }
    client.on('data', (bytes) => {
      const isMeant = cut !== null && bytes.includes(cut.words) && --cut.nth === 0
      if (isMeant && cut?.when === 'before') {
        cut = null
        return end()
      }
      if (isMeant) {
        cut = null
        isCutWhenAnswered = true
      }
      upstream.write(bytes)
    })
    upstream.on('data', (bytes) => {
      if (isCutWhenAnswered) return end()
      client.write(bytes)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const url = new URL(target)
  url.port = String(typeof address === 'object' && address !== null ? address.port : 0)
  const cutAll = () => {
    for (const socket of open) socket.destroy()
  }
  return {
    url: url.href,
    cutAll,
    cutAt(words, when, nth = 1) {
      cut = { words, when, nth }
    },
    isWaiting: () => cut !== null,
    close() {
      cutAll()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
