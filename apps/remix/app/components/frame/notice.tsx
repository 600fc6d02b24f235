import { Callout } from '@tremor/react'

/** What was done, what could not be followed, and what failed. */
export type NoticeKind = 'done' | 'warning' | 'fault'

/** Whole class names, so that Tailwind finds them; Tremor's own have too little contrast in the dark. */
const looks = {
  done: { color: 'emerald', className: 'border-emerald-700 text-emerald-900 dark:text-emerald-200' },
  warning: { color: 'amber', className: 'border-amber-700 text-amber-900 dark:text-amber-200' },
  fault: { color: 'rose', className: 'border-rose-700 text-rose-900 dark:text-rose-200' },
} as const

/** A sentence that is said to everybody who reads the page. */
export function Notice({ kind, children }: { kind: NoticeKind; children: string }) {
  return (
    <div role={kind === 'done' ? 'status' : 'alert'} className="mt-3">
      <Callout title={children} {...looks[kind]} />
    </div>
  )
}
