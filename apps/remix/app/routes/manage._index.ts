import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { permit } from '../permit.server.ts'

export function loader(args: LoaderFunctionArgs) {
  permit(args, 'administration')
  return redirect('/manage/plans')
}
