import { useEffect, useState } from 'react'

/** False on the server and while the page first renders in the browser, true after: when the page can be read already. */
export function useHydrated(): boolean {
  const [hydrated, setHydrated] = useState(false)
  useEffect(() => setHydrated(true), [])
  return hydrated
}
