import { redirect } from '@remix-run/node'
import { pageFor } from '../request/page-for.server.ts'

export { keepPage as clientLoader } from '../request/keep-page.ts'

export const loader = pageFor('administration', async () => {
  return redirect('/manage/plans')
})

/** Never shown; with it this is a page, whose refusals have the frame of one. */
export default function ManageIndex() {
  return null
}
