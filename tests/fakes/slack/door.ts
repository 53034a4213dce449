import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'

export type Door = {
  readonly origin: string
  /** Says who answers; nothing can arrive before, as nobody knows the port. */
  open(
    handle: (request: IncomingMessage, response: ServerResponse) => void,
    upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void,
  ): void
  /** Cuts what is still open. */
  close(): Promise<void>
}

/** Takes a port of 127.0.0.1; 0 is any free one. */
export async function takePort(wanted: number): Promise<Door> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(wanted, '127.0.0.1', resolve)
  })
  // A TCP server that listens always has an AddressInfo; a string is only for pipes.
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    open: (handle, upgrade) => {
      server.on('request', handle)
      server.on('upgrade', upgrade)
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
