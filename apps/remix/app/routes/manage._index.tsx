import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { permit } from '../permit.server.ts'

export function loader(args: LoaderFunctionArgs) {
  permit(args, 'administration')
  return redirect('/manage/plans')
}

/** Never shown; with it this is a page, whose refusals have the frame of one. */
export default function ManageIndex() {
  return null
}
