/** The other processes that work on the same store; where there is a file lock, there are none. */
export type Peers = {
  /** What time it is for all of them. */
  readonly clock: () => Date
  /** Asks for the time again where the clock of this machine was set. */
  checkClock(): Promise<void>
  /** Tells the others that there may be work of this kind. It may get lost: nobody waits for it alone. */
  tell(topic: string): void
  /** Calls with what another one has told. */
  hear(listener: (topic: string) => void): void
  close(): Promise<void>
}

export const noPeers: Peers = {
  clock: () => new Date(),
  checkClock: async () => undefined,
  tell: () => undefined,
  hear: () => undefined,
  close: async () => undefined,
}
