import { useLocation } from '@remix-run/react'
import { type Theme, themes } from '../../display/theme.ts'

export function ThemeChoice({ theme }: { theme: Theme }) {
  const location = useLocation()
  return (
    <form
      method="post"
      action="/theme"
      aria-label="Theme"
      className="grid w-40 shrink-0 grid-cols-3 rounded-md border border-slate-200 p-0.5 dark:border-slate-700"
    >
      <input type="hidden" name="back" value={location.pathname + location.search} />
      {themes.map((name) => (
        <button
          type="submit"
          key={name}
          name="theme"
          value={name}
          aria-pressed={name === theme}
          className={`h-9 rounded text-xs capitalize lg:h-7 ${name === theme ? 'bg-slate-200 font-medium dark:bg-slate-700' : 'quiet hover:bg-slate-100 dark:hover:bg-slate-800'}`}
        >
          {name}
        </button>
      ))}
    </form>
  )
}
