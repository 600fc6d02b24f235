import { Link } from '@remix-run/react'
import type { Secret } from '../../manage/resource.ts'
import { PageHead } from '../frame/page-head.tsx'

/** What is shown this once: nothing on this page can bring it back. */
export function ShownOnce({
  secret: { noun, value },
  label,
  address,
}: {
  secret: Secret
  /** Of the row that it belongs to. */
  label: string
  address: string
}) {
  return (
    <div className="max-w-2xl">
      <PageHead title={`The ${noun} of “${label}”`}>
        It is shown this once. Copy it now; only its hash is kept.
      </PageHead>
      <div className="panel">
        <label className="text-sm font-medium">
          {noun}
          <input readOnly value={value} className="field mt-1 w-full pr-3 font-mono" />
        </label>
        <p className="mt-4 text-sm">
          <Link className="textlink inline-block py-2" to={address}>
            I have copied it
          </Link>
        </p>
      </div>
    </div>
  )
}
