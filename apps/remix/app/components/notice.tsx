import type { ReactNode } from 'react'

/** What was just done, said to everybody who reads the page. */
export function Notice({ children }: { children: ReactNode }) {
  return (
    <p
      role="status"
      className="mt-3 rounded-md border border-emerald-300 bg-emerald-50 px-4 py-3 text-sm text-emerald-950 dark:border-emerald-800 dark:bg-emerald-950 dark:text-emerald-100"
    >
      {children}
    </p>
  )
}
