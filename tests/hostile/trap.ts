import { createServer, type Server } from 'node:net'
import { networkInterfaces } from 'node:os'

/** A server nobody may reach, on several addresses of this machine under one port. */
export type Trap = {
  readonly port: number
  /** How many connections were opened to it. */
  connections(): number
  close(): Promise<void>
}

export async function openTrap(): Promise<Trap> {
  let connections = 0
  const servers: Server[] = []
  const listen = (address: string, port: number) =>
    new Promise<number>((resolve, reject) => {
      const server = createServer((socket) => {
        connections++
        socket.destroy()
      })
      servers.push(server)
      server.once('error', reject)
      server.listen(port, address, () => {
        const bound = server.address()
        resolve(bound === null || typeof bound === 'string' ? 0 : bound.port)
      })
    })
  const port = await listen('127.0.0.1', 0)
  await listen('127.255.255.254', port)
  if (hasV6()) await listen('::1', port)
  return {
    port,
    connections: () => connections,
    close: async () => {
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
    },
  }
}

function hasV6(): boolean {
  return Object.values(networkInterfaces()).some((own) => own?.some(({ address }) => address === '::1'))
}
