import type { ClientActionFunctionArgs, ClientLoaderFunctionArgs } from '@remix-run/react'
import { shownBefore, shownPrefix } from '../manage/changed.ts'

/** What a page does when the network is lost: it stays, says so, and goes on when the server can be reached again. In the browser. */

const retryMs = 3_000
let lost = false
const listeners = new Set<() => void>()

export function subscribeToLostNetwork(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function isNetworkLost(): boolean {
  return lost
}

function setLost(now: boolean): void {
  if (lost === now) return
  lost = now
  for (const listener of listeners) listener()
}

/** A `clientLoader`: asks the server, and again until it can be reached or somebody goes elsewhere. */
export async function keepPage({ request, serverLoader }: ClientLoaderFunctionArgs): Promise<unknown> {
  for (;;) {
    try {
      const data = await serverLoader()
      setLost(false)
      return data
    } catch (error) {
      if (!isLostNetwork(error) || request.signal.aborted) throw error
      setLost(true)
      await retryTime()
    }
  }
}

/** A `clientAction`: what was typed stays in its form, which says that it was not sent. It is never sent again by itself. */
export async function keepForm({ request, serverAction }: ClientActionFunctionArgs): Promise<unknown> {
  const sent = await request.clone().formData()
  try {
    const answer = await serverAction()
    setLost(false)
    return answer
  } catch (error) {
    if (!isLostNetwork(error)) throw error
    return unsent(sent)
  }
}

/** The shape in which actions answer a form that was not accepted. */
function unsent(sent: FormData) {
  const texts = Object.fromEntries(
    [...sent].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )
  const { intent, idempotency_key, confirmed: _confirmed, ...values } = texts
  const secret = /password$/
  const kept = Object.entries(values).filter(([name]) => !name.startsWith(shownPrefix) && !secret.test(name))
  return {
    intent,
    idempotency_key,
    values: Object.fromEntries(kept),
    shown: shownBefore(values),
    confirm: undefined,
    made: null,
    fault: {
      fields: {},
      form: 'The server cannot be reached, so it is not known whether this was done. Look, then send it again.',
    },
  }
}

/** A fetch that gets no answer at all rejects with a TypeError (fetch.spec.whatwg.org, “network error”). */
function isLostNetwork(error: unknown): boolean {
  return error instanceof TypeError
}

function retryTime(): Promise<void> {
  return new Promise((resolve) => {
    const goOn = () => {
      clearTimeout(timer)
      window.removeEventListener('online', goOn)
      resolve()
    }
    const timer = setTimeout(goOn, retryMs)
    window.addEventListener('online', goOn)
  })
}
