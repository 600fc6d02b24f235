import type { ReactNode } from 'react'

/** Title of a page, and what its URL asked for that could not be followed. */
export function PageHead({
  title,
  children,
  notices = [],
}: {
  title: string
  children?: ReactNode
  notices?: readonly string[]
}) {
  return (
    <div className="pb-4 pt-6">
      <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
      {children === undefined ? null : <p className="quiet mt-1 text-sm">{children}</p>}
      {notices.map((notice) => (
        <p
          key={notice}
          role="alert"
          className="mt-3 rounded-md border border-amber-300 bg-amber-50 px-4 py-3 text-sm text-amber-950 dark:border-amber-700 dark:bg-amber-950 dark:text-amber-100"
        >
          {notice}
        </p>
      ))}
    </div>
  )
}
