const shown = 4

/** The marked buckets of a chart in words, the latest first; nothing where none is. */
export function WhatHappened({ points }: { points: readonly { mark?: string | undefined }[] }) {
  const marks = points.flatMap(({ mark }) => (mark === undefined ? [] : [mark])).reverse()
  if (marks.length === 0) return null
  return (
    <ul aria-label="Marked in the chart" className="mt-3 grid gap-1 text-xs">
      {marks.slice(0, shown).map((mark) => (
        <li key={mark} className="flex items-baseline gap-1.5">
          <span aria-hidden="true" className="h-2.5 w-2.5 shrink-0 self-center rounded-sm bg-amber-500" />
          {mark}
        </li>
      ))}
      {marks.length > shown ? <li className="quiet">and {marks.length - shown} before these</li> : null}
    </ul>
  )
}
