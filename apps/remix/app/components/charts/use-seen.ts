import { type RefObject, useEffect, useState } from 'react'

/** Charts are drawn when they are so near to what is seen. */
const margin = '300px'

/**
 * False on the server and until the element is seen, or about to be: what is further down costs a phone nothing while the page is being
 * read. True from then on.
 */
export function useSeen(element: RefObject<Element>): boolean {
  const [seen, setSeen] = useState(false)
  useEffect(() => {
    if (element.current === null || seen) return
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setSeen(true)
      },
      { rootMargin: margin },
    )
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [element, seen])
  return seen
}
