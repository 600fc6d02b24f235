import { useSyncExternalStore } from 'react'

const name = 'slash-key'
const off = 'off'
/** Told here of what this page chooses; of what other pages choose, by the browser. */
const changed = 'slash-key-changed'

/**
 * Whether `/` leads to the search. Who dictates, or strikes keys by accident, can turn it off: it is kept in the browser, since
 * without a script there is no such key.
 */
export function useSlashKey(): boolean {
  return useSyncExternalStore(subscribe, isOn, () => true)
}

export function turnSlashKey(on: boolean): void {
  try {
    if (on) localStorage.removeItem(name)
    else localStorage.setItem(name, off)
  } catch {
    // A browser that keeps nothing leaves the key as it is.
  }
  window.dispatchEvent(new Event(changed))
}

function isOn(): boolean {
  try {
    return localStorage.getItem(name) !== off
  } catch {
    return true
  }
}

function subscribe(onChange: () => void): () => void {
  for (const event of [changed, 'storage']) window.addEventListener(event, onChange)
  return () => {
    for (const event of [changed, 'storage']) window.removeEventListener(event, onChange)
  }
}
