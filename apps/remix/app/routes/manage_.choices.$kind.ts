import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { findChoices, isChoiceKind } from '../manage/choices/row-choice.ts'
import { pageFor } from '../request/page-for.server.ts'

const suggested = 8

/** What a form suggests while a name is typed. */
export const loader = pageFor('administration', async (args: LoaderFunctionArgs) => {
  const { kind } = args.params
  if (!isChoiceKind(kind)) throw new Response('There is nothing to choose from here.', { status: 404 })
  const search = new URL(args.request.url).searchParams.get('search')?.trim().slice(0, 100) ?? ''
  return json(search === '' ? [] : await findChoices(args.context.caller, kind, search, suggested))
})
