import { isOfBoxes } from './painted-boxes.ts'
import { pictureOf, styledCopy } from './picture-of.ts'
import { svgElement } from './svg-element.ts'

/** What an image of a chart says above it. */
interface Words {
  title: string
  note: string
}

const margin = 16
const lineHeight = 20
const pixelsPerUnit = 2

/**
 * The chart of a card as an SVG document: as it is drawn now, in the colours of now, with title, note and the names of its colours.
 * @returns undefined where nothing is drawn yet
 */
export function chartAsSvg(chart: Element, { title, note }: Words): string | undefined {
  const picture = pictureOf(chart)
  if (picture === undefined) return undefined
  const { width, height } = picture
  const { color, fontFamily } = getComputedStyle(chart)
  const inner = Math.ceil(Math.max(width, 480))
  const wrapped = (words: string, size: number) => linesOf(words, `${size}px ${fontFamily}`, inner)
  const names = legendOf(chart).flatMap(({ firstElementChild, childNodes }) =>
    firstElementChild === null
      ? []
      : [
          {
            swatch: firstElementChild,
            lines: wrapped(
              [...childNodes]
                .map(({ textContent }) => textContent)
                .filter(Boolean)
                .join(' '),
              13,
            ),
          },
        ],
  )
  const head = [
    ...wrapped(title, 16).map((words) => ({ words, size: 16 })),
    ...wrapped(note, 12).map((words) => ({ words, size: 12 })),
  ]
  const top = margin + head.length * lineHeight
  const legendLines = names.reduce((sum, { lines }) => sum + lines.length, 0)
  const whole = {
    width: inner + 2 * margin,
    height: Math.ceil(top + height + (legendLines + 1) * lineHeight),
  }
  const root = svgElement('svg', {
    ...whole,
    viewBox: `0 0 ${whole.width} ${whole.height}`,
    style: `font-family: ${fontFamily.replaceAll('"', "'")}`,
  })
  const text = (words: string, x: number, y: number, size: number) => {
    const part = svgElement('text', { x, y, fill: color, 'font-size': size })
    part.textContent = words
    return part
  }
  root.append(
    svgElement('rect', { width: '100%', height: '100%', fill: backgroundOf(chart) }),
    ...head.map(({ words, size }, at) => text(words, margin, margin + 12 + at * lineHeight, size)),
  )
  for (const [name, value] of Object.entries({ x: margin, y: top, width, height }))
    picture.element.setAttribute(name, String(value))
  root.append(picture.element)
  let y = top + height
  for (const { swatch, lines } of names) {
    const sample = sampleOf(swatch)
    sample.setAttribute('x', String(margin))
    sample.setAttribute('y', String(y + lineHeight - 10))
    root.append(sample)
    const beside = margin + swatch.getBoundingClientRect().width + 8
    for (const words of lines) {
      y += lineHeight
      root.append(text(words, beside, y, 12))
    }
  }
  return new XMLSerializer().serializeToString(root)
}

/** What stands beside a name: a piece of its line, or a box of its colour. */
function sampleOf(swatch: Element): SVGElement {
  if (swatch instanceof SVGSVGElement) return styledCopy(swatch)
  const { width, height } = swatch.getBoundingClientRect()
  return svgElement('rect', { width, height, fill: getComputedStyle(swatch).backgroundColor })
}

/** The same as pixels, two to a unit. @throws Error when the browser cannot draw it */
export async function svgAsPng(svg: string): Promise<Blob> {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = image.width * pixelsPerUnit
  canvas.height = image.height * pixelsPerUnit
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob === null ? reject(new Error('no image')) : resolve(blob)), 'image/png'),
  )
}

/** Words in lines that are no wider than the picture. */
function linesOf(words: string, font: string, width: number): string[] {
  const canvas = document.createElement('canvas').getContext('2d')
  if (canvas === null) return [words]
  canvas.font = font
  const lines: string[] = []
  for (const word of words.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trim()
    if (lines.length > 0 && canvas.measureText(longer).width <= width) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}

/** What a drawn chart is a picture of stands beside it; boxes hold their names. */
function legendOf(chart: Element): Element[] {
  return isOfBoxes(chart) ? [] : [...chart.querySelectorAll('li')]
}

/** Of the card around the chart: the first that is not transparent. */
function backgroundOf(inner: Element): string {
  for (let at: Element | null = inner; at !== null; at = at.parentElement) {
    const { backgroundColor } = getComputedStyle(at)
    if (backgroundColor !== 'rgba(0, 0, 0, 0)') return backgroundColor
  }
  return 'white'
}
