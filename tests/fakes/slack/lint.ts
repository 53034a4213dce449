import type { Json } from './workspace.ts'

/** The limits the published types only tell in prose (docs.slack.dev/reference/block-kit). */
export function lintBlocks(blocks: readonly Json[], { most }: { readonly most: number }): readonly string[] {
  return blocks.length > most ? [`[ERROR] no more than ${most} items allowed [json-pointer:/blocks]`] : []
}

export function lintMetadata(_metadata: unknown): readonly string[] {
  return []
}

export function lintView(_view: Json): readonly string[] {
  return []
}
