import type { AppLoadContext } from '@remix-run/node'

/** What a page’s report asks with: questions, and what the router’s refusals say. */
export interface Asking extends Pick<AppLoadContext, 'refusal'> {
  analytics: AppLoadContext['caller']['analytics']
}
