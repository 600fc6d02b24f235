/** Whether the API answers it, and no page; its description for people is a page. */
export function isOfApi({ url = '' }: { url?: string | undefined }): boolean {
  return /^\/(api|trpc)(\/|\?|$)/.test(url) && !/^\/api\/docs(\/|\?|$)/.test(url)
}
