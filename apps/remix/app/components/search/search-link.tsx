import { Link, useNavigate } from '@remix-run/react'
import { useEffect } from 'react'
import { Icon } from '../frame/icon.tsx'
import { useSlashKey } from './slash-key.ts'

/** Leads to the search from every page, by Ctrl-K too, and by `/` unless somebody is typing, or has turned that off. */
export function SearchLink({ className }: { className: string }) {
  const navigate = useNavigate()
  const slashIsOn = useSlashKey()
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isCommand = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k'
      const isAlone = !event.ctrlKey && !event.metaKey && !event.altKey
      const isSlash = slashIsOn && event.key === '/' && isAlone && !isTyping(event.target)
      // What is typed into a form that changes something is not left behind by a key.
      const isWriting =
        event.target instanceof HTMLElement && event.target.closest('form[method=post]') !== null
      if ((!isCommand && !isSlash) || isWriting || location.pathname === '/search') return
      event.preventDefault()
      navigate('/search')
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [navigate, slashIsOn])
  return (
    <Link to="/search" aria-keyshortcuts={slashIsOn ? '/ Control+K' : 'Control+K'} className={className}>
      <Icon path="M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14Zm5-2 4 4" className="hidden h-5 w-5 lg:block" />
      Search
      {slashIsOn ? (
        <span
          aria-hidden="true"
          className="ml-auto hidden rounded border border-slate-300 px-1.5 text-xs lg:block dark:border-slate-700"
        >
          /
        </span>
      ) : null}
    </Link>
  )
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  )
}
