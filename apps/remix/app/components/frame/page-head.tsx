import type { ReactNode } from 'react'
import { formatInstant } from '../../display/format.ts'
import { Notice } from './notice.tsx'

/** Title of a page, and what its URL asked for that could not be followed. */
export function PageHead({
  title,
  children,
  notices = [],
  asOf,
}: {
  title: string
  children?: ReactNode
  notices?: readonly string[]
  /** The moment whose state of the data all of the page shows. */
  asOf?: string | undefined
}) {
  return (
    <div className="pb-4 pt-6">
      <h1 className="text-2xl font-semibold tracking-tight focus:outline-none">{title}</h1>
      {children === undefined ? null : <p className="quiet mt-1 text-sm">{children}</p>}
      {asOf === undefined ? null : <p className="quiet mt-1 text-xs">As of {formatInstant(asOf)} UTC</p>}
      {notices.map((notice) => (
        <Notice key={notice} kind="warning">
          {notice}
        </Notice>
      ))}
    </div>
  )
}
