import { useSyncExternalStore } from 'react'
import { turnSlashKey, useSlashKey } from './slash-key.ts'

const never = () => () => {}

/** Turns the key that leads here off and on. Without a script there is neither. */
export function SlashChoice() {
  const on = useSlashKey()
  const hasScript = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  if (!hasScript) return null
  return (
    <label className="mt-6 inline-flex min-h-10 items-center gap-2 text-sm">
      <input
        type="checkbox"
        checked={on}
        onChange={(event) => turnSlashKey(event.currentTarget.checked)}
        className="h-4 w-4 rounded border-slate-400 text-indigo-600 dark:border-slate-500 dark:bg-slate-900"
      />
      The key / leads here from every page
    </label>
  )
}
