import { createContext } from 'react'

/** Whether the page shows two periods beside each other: a card that shows one says so. */
export const Comparing = createContext(false)
