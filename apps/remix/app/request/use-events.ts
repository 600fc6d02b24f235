import { useRouteLoaderData } from '@remix-run/react'
import type { Happening } from '../display/happenings.ts'
import type { loader } from '../root.tsx'

/** What happened to the whole service, where its data are simulated. */
export function useEvents(): Happening[] {
  const events = useRouteLoaderData<typeof loader>('root')?.status?.events ?? []
  return events.map(({ date, description }) => ({ date, text: description }))
}
