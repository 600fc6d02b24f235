/** Every other path: a page of the service like any, in its frame, that says there is none. */
export function loader(): never {
  throw new Response('', { status: 404 })
}

export default function Missing() {
  return null
}
