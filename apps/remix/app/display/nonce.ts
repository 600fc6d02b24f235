import { createContext } from 'react'

/** What scripts of this answer carry. The browser never sees it: there it is undefined. */
export const Nonce = createContext<string | undefined>(undefined)
