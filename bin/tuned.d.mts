export const flags: readonly string[]
export const surroundings: Readonly<Record<string, string>>
export function isTuned(): boolean
export function restartTuned(): void
