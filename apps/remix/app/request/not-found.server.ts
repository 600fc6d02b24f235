import type { AppLoadContext } from '@remix-run/node'

/** What there is, or the page that says there is none. @throws Response 404 for an unknown or impossible id */
export async function orNotFound<T>({ refusal }: AppLoadContext, found: Promise<T>): Promise<T> {
  try {
    return await found
  } catch (error) {
    const said = refusal(error)
    if (said?.code === 'NOT_FOUND' || said?.code === 'BAD_REQUEST')
      throw new Response(said.message, { status: 404 })
    throw error
  }
}
