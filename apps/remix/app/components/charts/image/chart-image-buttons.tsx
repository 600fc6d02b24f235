import { useState } from 'react'
import { chartAsSvg, svgAsPng } from './chart-image.ts'
import { isDrawn } from './picture-of.ts'

interface ChartImageButtonsProps {
  title: string
  note: string
  /** The REST path of the same data: the file is called by it. */
  source: string
}

/** Kept where they come to stand, so that nothing moves when they do. */
export const roomForButtons = 'w-16 shrink-0'

/** Saves the chart of the card that they stand in as an image: SVG, or PNG at twice its size. */
export function ChartImageButtons({ title, note, source }: ChartImageButtonsProps) {
  const [fault, setFault] = useState('')
  const onSave = async (button: Element, kind: 'svg' | 'png') => {
    setFault('')
    try {
      const chart = button.closest('section')?.querySelector('[data-chart]')
      const svg = chart && (await isDrawn(chart)) ? chartAsSvg(chart, { title, note }) : undefined
      if (svg === undefined) return setFault('The chart is not drawn yet. Try again in a moment.')
      save(
        kind === 'svg' ? new Blob([svg], { type: 'image/svg+xml' }) : await svgAsPng(svg),
        `${fileName(source)}.${kind}`,
      )
    } catch {
      setFault(
        kind === 'png'
          ? 'This browser cannot make a PNG of the chart. SVG holds the same.'
          : 'This browser cannot make an image of the chart.',
      )
    }
  }
  return (
    <>
      <span className={`flex justify-end gap-x-3 ${roomForButtons}`}>
        {(['svg', 'png'] as const).map((kind) => (
          <button
            key={kind}
            type="button"
            className="textlink uppercase"
            aria-label={`${title}: ${kind.toUpperCase()}`}
            onClick={({ currentTarget }) => onSave(currentTarget, kind)}
          >
            {kind}
          </button>
        ))}
      </span>
      {fault === '' ? null : (
        <p role="alert" className="order-last basis-full">
          {fault}
        </p>
      )}
    </>
  )
}

function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // Some browsers read it only after the click is over.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** As the API calls the CSV of the same data: the question, then its filters. */
function fileName(source: string): string {
  const { pathname, searchParams } = new URL(source, window.location.origin)
  return [pathname.split('/')[2] ?? 'chart', ...[...searchParams].map(([name, value]) => `${name}-${value}`)]
    .map((part) => part.replace(/[^A-Za-z0-9._-]+/g, '-'))
    .join('_')
    .slice(0, 150)
}
