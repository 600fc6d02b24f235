import { type ActionFunctionArgs, redirect } from '@remix-run/node'

export async function action({ context }: ActionFunctionArgs) {
  return redirect('/', { headers: { 'set-cookie': await context.signOut() } })
}

export function loader() {
  return redirect('/')
}
