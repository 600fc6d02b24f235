import { useSyncExternalStore } from 'react'
import { isNetworkLost, subscribeToLostNetwork } from '../../request/keep-page.ts'
import { Notice } from './notice.tsx'

/** Says that the page is one from before, for as long as the server cannot be reached. */
export function LostNetwork() {
  const lost = useSyncExternalStore(subscribeToLostNetwork, isNetworkLost, () => false)
  if (!lost) return null
  return (
    <Notice kind="warning">
      The server cannot be reached. What you see is from before; it is tried again every few seconds.
    </Notice>
  )
}
