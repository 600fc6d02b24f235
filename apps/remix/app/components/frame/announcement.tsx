import { useLocation } from '@remix-run/react'
import { useEffect, useRef, useState } from 'react'

/**
 * What a browser does at a new page and a script has to do itself: the title is spoken, and the focus goes to the heading. Not
 * when only the filters of a page change, whose fields keep the focus.
 */
export function Announcement() {
  const { pathname } = useLocation()
  const shown = useRef(pathname)
  const [title, setTitle] = useState('')
  useEffect(() => {
    if (shown.current === pathname) return
    shown.current = pathname
    setTitle(document.title)
    const heading = document.querySelector<HTMLElement>('main h1')
    heading?.setAttribute('tabindex', '-1')
    heading?.focus({ preventScroll: true })
  }, [pathname])
  return (
    <p aria-live="polite" className="sr-only">
      {title}
    </p>
  )
}
