/** Whether the API answers it, and no page. */
export function isOfApi({ url }: { url: string }): boolean {
  return /^\/(api|trpc)(\/|\?|$)/.test(url)
}
