import type { Block, Button as ViewButton } from '../../src/deliver/view.ts'
import { type ActionRow, type Button, limits, linkOf, type Select } from './limits.ts'
import type { customIdOf } from './marker.ts'
import { cleanText, fitText } from './text.ts'

/** The buttons of a block, or a select. */
type Bar = readonly Button[] | readonly [Select]

const tones = { plain: 2, primary: 1, danger: 4 } as const

/**
 * Selects have a row each, and so has each block of buttons. When that is too much, neighbouring blocks share rows; what
 * then has no room is left out, but never the last buttons: they turn the page, and everything else is behind them.
 */
export function componentsOf(
  blocks: readonly Block[],
  { idOf, most }: { readonly idOf: typeof customIdOf; readonly most: number },
): ActionRow[] {
  const bars = withoutRepeats(blocks.flatMap((block) => writeBar(block, idOf)))
  const rows = bars.flatMap(rowsOf)
  if (rows.length <= most) return rows
  const last = bars.findLast(isButtons) ?? []
  const lastRows = rowsOf(last).slice(-most)
  const others = joinNeighbours(bars.filter((bar) => bar !== last)).flatMap(rowsOf)
  return [...others.slice(0, most - lastRows.length), ...lastRows]
}

function writeBar(block: Block, idOf: typeof customIdOf): Bar[] {
  if (block.kind === 'buttons') return [block.buttons.flatMap((button) => writeButton(button, idOf))]
  const select = block.kind === 'select' ? writeSelect(block, idOf) : null
  return select === null ? [] : [[select]]
}

/** Discord takes an id once; its last place is the one that counts, as the last buttons always stay. */
function withoutRepeats(bars: readonly Bar[]): Bar[] {
  const ids = new Set<string>()
  const isNew = (one: Button | Select) => {
    if (!('custom_id' in one)) return true
    const isFirst = !ids.has(one.custom_id)
    ids.add(one.custom_id)
    return isFirst
  }
  return bars
    .toReversed()
    .map((bar): Bar => (isButtons(bar) ? bar.filter(isNew) : bar.every(isNew) ? bar : []))
    .filter((bar) => bar.length > 0)
    .toReversed()
}

function isButtons(bar: Bar): bar is readonly Button[] {
  return bar.every((one) => one.type === 2)
}

function joinNeighbours(bars: readonly Bar[]): Bar[] {
  const joined: Bar[] = []
  for (const bar of bars) {
    const before = joined.at(-1)
    if (before !== undefined && isButtons(before) && isButtons(bar)) joined.splice(-1, 1, [...before, ...bar])
    else joined.push(bar)
  }
  return joined
}

function rowsOf(bar: Bar): ActionRow[] {
  if (!isButtons(bar)) return [{ type: 1, components: bar }]
  return Array.from({ length: Math.ceil(bar.length / limits.buttonsInRow) }, (_, row) => ({
    type: 1,
    components: bar.slice(row * limits.buttonsInRow, (row + 1) * limits.buttonsInRow),
  }))
}

/** None when its address or its id has no room: half of either would do something else. */
function writeButton(button: ViewButton, idOf: typeof customIdOf): Button[] {
  const label = fitText(cleanText(button.label), limits.buttonLabel) || '…'
  if (button.kind === 'link') {
    const url = linkOf(button.url, limits.buttonUrl)
    return url === null ? [] : [{ type: 2, style: 5, label, url }]
  }
  const id = idOf(button.action, button.value)
  return id === null ? [] : [{ type: 2, style: tones[button.tone], label, custom_id: id }]
}

function writeSelect(block: Extract<Block, { kind: 'select' }>, idOf: typeof customIdOf): Select | null {
  const values = new Set<string>()
  const options = block.options
    .filter(({ value }) => {
      const isUsable = value.trim() !== '' && value.length <= limits.optionText && !values.has(value)
      values.add(value)
      return isUsable
    })
    .slice(0, limits.selectOptions)
  const id = idOf(block.action, '')
  if (id === null || options.length === 0) return null
  return {
    type: 3,
    custom_id: id,
    placeholder: fitText(cleanText(block.placeholder), limits.selectPlaceholder) || '…',
    options: options.map(({ label, value }) => ({
      label: fitText(cleanText(label), limits.optionText) || '…',
      value,
      ...(value === block.chosen ? { default: true } : {}),
    })),
  }
}
