/** Whether the request is the API's, and not a page's. */
export function isApiPath({ url = '' }: { url?: string | undefined }): boolean {
  return /^\/(api|trpc)(\/|\?|$)/.test(url)
}

/** Whether it is for the API's description, which is a page for people. */
export function isApiDocsPath({ url = '' }: { url?: string | undefined }): boolean {
  return /^\/api\/docs(\/|\?|$)/i.test(url)
}
