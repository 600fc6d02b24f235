import { type Picture, svgElement } from './svg-element.ts'

/** How a chart says that it is made of HTML’s boxes and words, and not of a drawing: `data-chart={ofBoxes}`. */
export const ofBoxes = 'boxes'

export function isOfBoxes(chart: Element): boolean {
  return chart.getAttribute('data-chart') === ofBoxes
}

interface Place {
  left: number
  right: number
  top: number
  bottom: number
}

/**
 * A chart of boxes as it stands on the page: each box with a colour is a rectangle, each line of words a text. What scrolls is painted
 * whole; what is for screen readers alone, and what is hidden at this width, is not.
 * @returns undefined where nothing of it can be seen
 */
export function paintedBoxes(chart: Element): Picture | undefined {
  const painted = [...boxesIn(chart, Number.POSITIVE_INFINITY)]
  if (painted.length === 0) return undefined
  const of = (side: keyof Place) => painted.map(({ place }) => place[side])
  const [left, top] = [Math.min(...of('left')), Math.min(...of('top'))]
  const [width, height] = [Math.max(...of('right')) - left, Math.max(...of('bottom')) - top]
  const element = svgElement('svg', { viewBox: `${left} ${top} ${width} ${height}` })
  element.append(...painted.map(({ part }) => part))
  return { element, width, height }
}

type Painted = { place: Place; part: SVGElement }

/** @param end where words are cut off: the right edge of the innermost box that hides what leaves it */
function* boxesIn(box: Element, end: number): Generator<Painted> {
  const place = box.getBoundingClientRect()
  const style = getComputedStyle(box)
  const isForReaders = style.position === 'absolute' && place.width <= 1
  if (isForReaders || style.display === 'none' || style.visibility === 'hidden') return
  if (style.backgroundColor !== 'rgba(0, 0, 0, 0)' && place.width > 0 && place.height > 0)
    yield {
      place,
      part: svgElement('rect', {
        x: place.left,
        y: place.top,
        width: place.width,
        height: place.height,
        rx: Number.parseFloat(style.borderTopLeftRadius) || 0,
        fill: style.backgroundColor,
      }),
    }
  const inner = style.overflowX === 'hidden' ? Math.min(end, place.right) : end
  for (const node of box.childNodes) {
    if (node instanceof Element) yield* boxesIn(node, inner)
    else if (node instanceof Text) yield* linesIn(node, style, inner)
  }
}

/** Words that stand beside each other are a line. */
function* linesIn(node: Text, style: CSSStyleDeclaration, end: number): Generator<Painted> {
  const lines: { words: string; place: Place }[] = []
  for (const { index, 0: word } of node.data.matchAll(/\S+/g)) {
    const range = document.createRange()
    range.setStart(node, index)
    range.setEnd(node, index + word.length)
    const place = range.getBoundingClientRect()
    if (place.width === 0) continue
    const line = lines.at(-1)
    if (line !== undefined && Math.abs(line.place.top - place.top) < place.height / 2) {
      line.words += ` ${word}`
      line.place = { ...line.place, right: place.right, left: Math.min(line.place.left, place.left) }
    } else
      lines.push({
        words: word,
        place: { left: place.left, right: place.right, top: place.top, bottom: place.bottom },
      })
  }
  for (const { words, place } of lines) {
    if (place.left >= end) continue
    const size = Number.parseFloat(style.fontSize)
    const shown = cut(words, place, end)
    const part = svgElement('text', {
      x: place.left,
      // Letters stand a third of their size below the middle of their line.
      y: (place.top + place.bottom) / 2 + size * 0.35,
      fill: style.color,
      'font-size': size,
      'font-weight': style.fontWeight,
    })
    part.textContent = shown
    yield { place: { ...place, right: Math.min(place.right, end) }, part }
  }
}

/** As many letters as there is room for, as the page’s own ellipsis has it. */
function cut(words: string, { left, right }: Place, end: number): string {
  if (right <= end + 1) return words
  const letters = Math.floor((words.length * (end - left)) / (right - left)) - 1
  return `${words.slice(0, Math.max(0, letters)).trimEnd()}…`
}
