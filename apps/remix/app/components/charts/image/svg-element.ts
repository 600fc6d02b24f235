/** An element of an SVG document, with its attributes. */
export function svgElement(
  name: 'svg' | 'rect' | 'text',
  attributes: Record<string, string | number>,
): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value))
  return made
}

/** A picture that stands alone, and its size. */
export interface Picture {
  element: SVGElement
  width: number
  height: number
}
