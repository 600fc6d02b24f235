import { isOfBoxes, paintedBoxes } from './painted-boxes.ts'
import type { Picture } from './svg-element.ts'

/** What the page’s style sheet gives the parts of a chart. An image stands alone: each part carries its own. */
const styles = [
  'color',
  'stop-color',
  'stop-opacity',
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'opacity',
  'visibility',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'dominant-baseline',
  'vector-effect',
]
const longestWaitMs = 5_000

/** The chart as it is now. @returns undefined where nothing is drawn yet */
export function pictureOf(chart: Element): Picture | undefined {
  if (isOfBoxes(chart)) return paintedBoxes(chart)
  const drawn = largestSvg(chart)
  if (drawn === undefined) return undefined
  const { width, height } = drawn.getBoundingClientRect()
  return { element: styledCopy(drawn), width, height }
}

/** Waits until the chart is drawn, which begins when it is nearly seen; boxes are from the start. @returns whether it was, within some seconds */
export function isDrawn(chart: Element): Promise<boolean> {
  if (isOfBoxes(chart) || largestSvg(chart) !== undefined) return Promise.resolve(true)
  return new Promise((resolve) => {
    const end = (drawn: boolean) => {
      observer.disconnect()
      clearTimeout(late)
      resolve(drawn)
    }
    const observer = new MutationObserver(() => {
      if (largestSvg(chart) !== undefined) end(true)
    })
    observer.observe(chart, { childList: true, subtree: true })
    const late = setTimeout(() => end(false), longestWaitMs)
  })
}

function largestSvg(chart: Element): SVGSVGElement | undefined {
  const area = (each: Element) => each.getBoundingClientRect().width * each.getBoundingClientRect().height
  const [largest] = [...chart.querySelectorAll('svg')].sort((a, b) => area(b) - area(a))
  return largest !== undefined && area(largest) > 0 ? largest : undefined
}

/** A part of the page as it looks, for a document of its own. */
export function styledCopy(from: SVGSVGElement): SVGSVGElement {
  // What is copied is what it was, says the DOM’s type for every node alike.
  const copy = from.cloneNode(true) as SVGSVGElement
  const parts = copy.querySelectorAll('*')
  for (const [at, part] of from.querySelectorAll('*').entries()) {
    const computed = getComputedStyle(part)
    for (const name of styles) parts[at]?.setAttribute(name, computed.getPropertyValue(name))
  }
  for (const part of [copy, ...parts]) part.removeAttribute('class')
  return copy
}
