const shown = 4

/**
 * What happened in the time of a chart, the latest first; nothing where nothing did.
 * @param marked whether the chart marks it by colour
 */
export function WhatHappened({ marks, marked }: { marks: readonly (string | undefined)[]; marked: boolean }) {
  const said = marks.filter((mark) => mark !== undefined).reverse()
  if (said.length === 0) return null
  const [first, rest] = [said.slice(0, shown), said.slice(shown)]
  return (
    <div className="mt-3 grid gap-1 text-xs">
      <Happenings label="What happened" said={first} marked={marked} />
      {rest.length === 0 ? null : (
        <details>
          <summary>{rest.length} before these</summary>
          <Happenings label="What happened before" said={rest} marked={marked} />
        </details>
      )}
    </div>
  )
}

function Happenings({ label, said, marked }: { label: string; said: readonly string[]; marked: boolean }) {
  return (
    <ul aria-label={label} className="grid gap-1">
      {said.map((mark) => (
        <li key={mark} className="flex items-baseline gap-1.5">
          {marked ? (
            <span aria-hidden="true" className="h-2.5 w-2.5 shrink-0 self-center rounded-sm bg-amber-500" />
          ) : null}
          {mark}
        </li>
      ))}
    </ul>
  )
}
