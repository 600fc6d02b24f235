import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form, Link, useLoaderData, useNavigation, useSubmit } from '@remix-run/react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { menuOf } from '../account/account.ts'
import { PageHead } from '../components/frame/page-head.tsx'
import { SlashChoice } from '../components/search/slash-choice.tsx'
import { cardData } from '../request/card-data.server.ts'
import { pageFor } from '../request/page-for.server.ts'

export { keepPage as clientLoader } from '../request/keep-page.ts'

export const meta: MetaFunction = () => [{ title: 'Search · Streaming service' }]

/** Of each kind; the lists themselves have more. */
const found = 8
const longest = 100

interface Group {
  name: string
  items: { to: string; name: string; detail: string }[]
  /** Where all of them are; undefined where these are all. */
  more?: string
}

export const loader = pageFor('catalogue', async ({ request, context }: LoaderFunctionArgs) => {
  const asked = new URL(request.url).searchParams.get('q')?.trim() ?? ''
  const q = asked.slice(0, longest)
  const { caller, actor, reading } = context
  const has = (...texts: string[]) => texts.some((text) => text.toLowerCase().includes(q.toLowerCase()))
  const pages = menuOf({ ...actor, readingIsOpen: reading === 'open' }).filter(({ name }) => has(name))
  if (q === '') return { q, notices: [], groups: [groupOf('Pages', pages)] }
  const [titles, users] = await Promise.all([
    cardData(caller.content.list({ search: q, limit: found })),
    // Users are found by those who may see them all.
    actor.role === 'member' ? undefined : cardData(caller.users.list({ search: q, limit: found })),
  ])
  const questions = context
    .questions()
    .filter(({ summary, description, path }) => has(summary, description, path))
  const all = new URLSearchParams({ search: q })
  const groups: Group[] = [
    groupOf('Pages', pages),
    {
      name: 'Titles',
      items: (titles.data?.items ?? []).map(({ content_id, title, genre, release_year }) => ({
        to: `/titles/${content_id}`,
        name: title,
        detail: `${genre} · ${release_year}`,
      })),
      ...(titles.data?.next_cursor ? { more: `/catalogue?${all}` } : {}),
    },
    {
      name: 'Users',
      items: (users?.data?.items ?? []).map(({ user_id, name, subscription }) => ({
        to: `/users/${user_id}`,
        name,
        detail: subscription,
      })),
      ...(users?.data?.next_cursor ? { more: `/users?${all}` } : {}),
    },
    {
      name: 'Questions',
      items: questions.slice(0, found).map(({ path, summary }) => ({
        to: `/about?${new URLSearchParams({ of: path })}`,
        name: summary,
        detail: path,
      })),
      ...(questions.length > found ? { more: '/api/docs/' } : {}),
    },
  ]
  const notices = [titles.fault, users?.fault].flatMap((fault) => fault ?? [])
  return { q, notices, groups: groups.filter(({ items }) => items.length > 0) }
})

function groupOf(name: string, pages: readonly { to: string; name: string }[]): Group {
  return { name, items: pages.map(({ to, name }) => ({ to, name, detail: '' })) }
}

export default function Search() {
  const { q, notices, groups } = useLoaderData<typeof loader>()
  const submit = useSubmit()
  const pending = useNavigation().state === 'loading'
  const field = useRef<HTMLInputElement>(null)
  const results = useRef<HTMLDivElement>(null)
  // Whoever comes here wants to type; the heading, which has the focus at a new page, has nothing to say beside it.
  useEffect(() => {
    const frame = requestAnimationFrame(() => field.current?.focus())
    return () => cancelAnimationFrame(frame)
  }, [])
  const move = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    const places = [field.current, ...(results.current?.querySelectorAll('a') ?? [])]
    const next = places[places.indexOf(document.activeElement as HTMLAnchorElement) + step] // what has the focus here is one of them
    if (!(next instanceof HTMLElement)) return
    event.preventDefault()
    next.focus()
  }
  const count = groups.reduce((sum, { items }) => sum + items.length, 0)
  return (
    // Arrow keys go from the field through what was found, and back.
    // biome-ignore lint/a11y/noStaticElementInteractions: see above
    <div onKeyDown={move}>
      <PageHead title="Search" notices={notices}>
        Titles, users, pages and questions. Arrow keys move through what is found.
      </PageHead>
      <Form
        method="get"
        role="search"
        className="flex flex-wrap items-end gap-3"
        onChange={(event) => submit(event.currentTarget, { replace: true, preventScrollReset: true })}
      >
        <label className="flex grow flex-col gap-1 text-xs font-medium sm:max-w-md">
          Title, name, page or question
          <input
            ref={field}
            type="search"
            name="q"
            defaultValue={q}
            maxLength={longest}
            className="field w-full pr-3"
          />
        </label>
        <button type="submit" className="button">
          Find
        </button>
        <span role="status" className="quiet self-center text-sm">
          {pending ? 'Loading …' : q === '' ? '' : `${count} found`}
        </span>
      </Form>
      <div ref={results} className="mt-6 grid gap-6">
        {count === 0 ? <p className="quiet text-sm">Nothing has “{q}”.</p> : null}
        {groups.map(({ name, items, more }) => (
          <section key={name} aria-labelledby={`found-${name}`}>
            <h2 id={`found-${name}`} className="text-sm font-semibold">
              {name}
            </h2>
            <ul className="mt-1">
              {items.map((item) => (
                <li key={item.to} className="flex flex-wrap items-baseline gap-x-3">
                  <Link className="textlink inline-block py-2 text-sm" to={item.to}>
                    {item.name}
                  </Link>
                  <span className="quiet text-xs">{item.detail}</span>
                </li>
              ))}
            </ul>
            {more === undefined ? null : (
              <a className="textlink inline-block py-2 text-sm" href={more}>
                All {name.toLowerCase()}
              </a>
            )}
          </section>
        ))}
      </div>
      <SlashChoice />
    </div>
  )
}
