import { request as ask, createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'

export type Proxy = {
  readonly url: string
  /** What was asked of it: `GET http://...` or `CONNECT host:port`, with who asked. */
  readonly asked: readonly { readonly line: string; readonly authorization: string | undefined }[]
  close(): Promise<void>
}

/** A real http proxy on loopback that forwards and tunnels; whatever host it is asked for is the one on `port`. */
export async function startProxy(port: number): Promise<Proxy> {
  const asked: { line: string; authorization: string | undefined }[] = []
  const server = createServer((incoming, response) => {
    const authorization = incoming.headers['proxy-authorization']
    asked.push({ line: `${incoming.method} ${incoming.url}`, authorization })
    const { pathname, search } = new URL(incoming.url ?? '')
    const { 'proxy-authorization': _, ...headers } = incoming.headers
    const path = `${pathname}${search}`
    const outgoing = ask({ host: '127.0.0.1', port, path, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers)
      answer.pipe(response)
    })
    outgoing.end()
  })
  server.on('connect', (incoming, socket) => {
    const authorization = incoming.headers['proxy-authorization']
    asked.push({ line: `CONNECT ${incoming.url}`, authorization })
    const through = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      through.pipe(socket).pipe(through)
    })
    through.on('error', () => socket.destroy())
    socket.on('error', () => through.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A TCP server that listens always has an AddressInfo; a string is only for pipes.
  const at = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${at.port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
