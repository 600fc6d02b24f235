import { scaleLinear, scaleLog } from 'd3-scale'
import { escapeHtml } from './escape-html.ts'
import type { Axis, Chart, Plot, Ranges } from './plot.ts'

const size = { width: 520, height: 260 }
const inner = { left: 56, right: 510, top: 34, bottom: 216 }
const rangeRow = 56

/** An SVG image whose colours are the page's classes; `title` is for those who do not see it. */
export function plotSvg(plot: Plot, title: string): string {
  const [height, body] =
    plot.kind === 'chart' ? [size.height, chart(plot)] : [rangeRow * plot.items.length + 30, ranges(plot)]
  return `<svg viewBox="0 0 ${size.width} ${height}" role="img" aria-label="${escapeHtml(title)}">${body}</svg>`
}

function chart({ x, y, series }: Chart): string {
  const all = series.flatMap(({ points }) => points)
  if (all.length === 0) return text(size.width / 2, size.height / 2, 'middle', 'Nothing to draw')
  const xs = all.map(([at]) => at)
  const bars = series.flatMap(({ as, points }) => (as === 'bars' ? points : []))
  const step = barStep(bars.map(([at]) => at))
  const pad = bars.length > 0 ? step / 2 : 0
  const right = scaleOf(x, [Math.min(...xs) - pad, Math.max(...xs) + pad], [inner.left, inner.right])
  const values = all.map(([, value]) => value)
  const up = scaleOf(
    y,
    y.scale === 'log'
      ? [Math.min(...values.filter((value) => value > 0)), Math.max(...values)]
      : [0, Math.max(...values)],
    [inner.bottom, inner.top],
  )
  const width = Math.max(1, (right(step) - right(0)) * 0.8 || 0)
  const drawn = series.map(({ as, points }, index) => {
    const seen = points.filter(([, value]) => y.scale !== 'log' || value > 0)
    const name = `s${index}`
    if (as === 'line')
      return `<path class="${name} line" d="${seen.map(([a, b], n) => `${n === 0 ? 'M' : 'L'}${fixed(right(a))} ${fixed(up(b))}`).join('')}"/>`
    if (as === 'dots')
      return seen
        .map(([a, b]) => `<circle class="${name} dot" cx="${fixed(right(a))}" cy="${fixed(up(b))}" r="3"/>`)
        .join('')
    return seen
      .map(
        ([a, b]) =>
          `<rect class="${name} bar" x="${fixed(right(a) - width / 2)}" y="${fixed(up(b))}" width="${fixed(width)}" height="${fixed(inner.bottom - up(b))}"/>`,
      )
      .join('')
  })
  return [axes(x, y, right, up), ...drawn, legend(series)].join('')
}

type Scale = ReturnType<typeof scaleOf>

function scaleOf(axis: Axis, domain: [number, number], range: [number, number]) {
  return axis.scale === 'log' ? scaleLog(domain, range) : scaleLinear(domain, range)
}

/** The distance of neighbours. */
function barStep(xs: readonly number[]): number {
  const sorted = [...new Set(xs)].sort((a, b) => a - b)
  const gaps = sorted.slice(1).map((at, index) => at - (sorted[index] ?? 0))
  return gaps.length === 0 ? 1 : Math.min(...gaps)
}

function axes(x: Axis, y: Axis, right: Scale, up: Scale): string {
  const across = up
    .ticks(5)
    .filter((value) => y.scale !== 'log' || Number.isInteger(Math.log10(value)))
    .map(
      (value) =>
        `<line class="grid" x1="${inner.left}" x2="${inner.right}" y1="${fixed(up(value))}" y2="${fixed(up(value))}"/>${text(inner.left - 6, up(value) + 4, 'end', label(value, y))}`,
    )
  const xTicks = x.names === undefined ? right.ticks(8) : x.names.map((_, index) => index)
  const along = xTicks
    .filter((value) => x.scale !== 'log' || Number.isInteger(Math.log10(value)))
    .map((value) => text(right(value), inner.bottom + 16, 'middle', x.names?.[value] ?? label(value, x)))
  return `${across.join('')}${along.join('')}${text(inner.right, size.height - 8, 'end', x.label, 'axis')}${text(inner.left, size.height - 8, 'start', `↑ ${y.label}`, 'axis')}`
}

function label(value: number, axis: Axis): string {
  if (axis.label.endsWith('%')) return `${Number((value * 100).toPrecision(3))}`
  return value.toLocaleString('en-US', { maximumSignificantDigits: 4 })
}

/** Above the plot, one beside the other. */
function legend(series: Chart['series']): string {
  if (series.length < 2) return ''
  return series
    .map(({ name, as }, index) => {
      const x = inner.left + index * 150
      return `<rect class="s${index} ${as === 'line' ? 'key-line' : as === 'dots' ? 'dot' : 'bar'}" x="${x}" y="${as === 'line' ? 12 : 8}" width="10" height="${as === 'line' ? 3 : 10}"/>${text(x + 16, 17, 'start', name)}`
    })
    .join('')
}

/** A row a figure: the published range as a band, the measured one as a mark. */
function ranges({ items }: Ranges): string {
  const most = Math.max(...items.flatMap(({ value, to }) => [value, to]).filter(Number.isFinite)) * 1.15
  const right = scaleLinear([0, most], [inner.left, inner.right])
  const shown = (value: number) => `${Number((value * 100).toPrecision(3))} %`
  return items
    .map(({ name, value, from, to }, index) => {
      const y = index * rangeRow + 12
      const mark = Number.isFinite(value)
        ? `<circle class="s0 dot" cx="${fixed(right(value))}" cy="${y + 24}" r="6"/>`
        : ''
      return `${text(inner.left, y + 6, 'start', `${name}: ${Number.isFinite(value) ? shown(value) : 'not known'}; published ${shown(from)} to ${shown(to)}`)}<line class="grid" x1="${inner.left}" x2="${inner.right}" y1="${y + 24}" y2="${y + 24}"/><rect class="s1 band" x="${fixed(right(from))}" y="${y + 14}" width="${fixed(Math.max(2, right(to) - right(from)))}" height="20"/>${mark}`
    })
    .join('')
}

function text(
  x: number,
  y: number,
  anchor: 'start' | 'middle' | 'end',
  words: string,
  name = 'tick',
): string {
  return `<text class="${name}" x="${fixed(x)}" y="${fixed(y)}" text-anchor="${anchor}">${escapeHtml(words)}</text>`
}

function fixed(value: number): string {
  return value.toFixed(1)
}
