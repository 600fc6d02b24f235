/** Who is looking, as far as the frame shows it. */
export interface Account {
  role: 'visitor' | 'member' | 'ingest' | 'analyst' | 'admin'
  name: string
  /** Whether a visitor sees the reports. */
  readingIsOpen: boolean
}

export interface MenuEntry {
  to: string
  name: string
  icon: string
  /** Filters of a page’s URL that it has, too: they are kept on the way to it. */
  keeps?: readonly string[]
}

const period = ['period', 'start_date', 'end_date']

/** Open to members, too. */
const catalogue: MenuEntry = {
  to: '/catalogue',
  keeps: ['start_date', 'end_date', 'genre', 'content_type'],
  name: 'Catalogue',
  icon: 'M4 5h6v14H4V5Zm10 0h6v14h-6V5Z',
}
const reports: MenuEntry[] = [
  {
    to: '/',
    name: 'Overview',
    icon: 'M4 13h6V4H4v9Zm0 7h6v-5H4v5Zm10 0h6v-9h-6v9Zm0-16v5h6V4h-6Z',
    keeps: [...period, 'compare', 'granularity', 'month', 'genre'],
  },
  {
    to: '/viewing',
    name: 'Viewing',
    icon: 'M5 4.5v15l14-7.5-14-7.5Z',
    keeps: [...period, 'compare', 'granularity', 'month', 'genre', 'content_type', 'plan', 'zone'],
  },
  {
    to: '/revenue',
    name: 'Revenue',
    icon: 'M4 20V10m5 10V4m6 16v-8m5 8V7',
    keeps: [...period, 'compare', 'granularity', 'plan'],
  },
  {
    to: '/subscribers',
    name: 'Subscribers',
    keeps: [...period, 'compare', 'plan'],
    icon: 'M9 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-7 8a7 7 0 0 1 14 0m0-8.5a3.5 3.5 0 0 0 0-7m2 9a6 6 0 0 1 4 6.5',
  },
  catalogue,
  { to: '/users', name: 'Users', icon: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-8 8a8 8 0 0 1 16 0' },
  {
    to: '/recommendations',
    name: 'Recommender',
    icon: 'm12 4 2.4 5 5.6.7-4.1 3.8 1.1 5.5-5-2.8L7 19l1.1-5.5L4 9.7 9.6 9 12 4Z',
  },
]
const manage: MenuEntry = { to: '/manage', name: 'Manage', icon: 'M4 7h10m4 0h2M4 17h2m4 0h10M16 4v6M8 14v6' }
const mine: MenuEntry = {
  to: '/account',
  name: 'My account',
  icon: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-8 8a8 8 0 0 1 16 0',
}

/** The pages that are open to them; what is not open is not offered. */
export function menuOf({ role, readingIsOpen }: Account): MenuEntry[] {
  if (role === 'admin') return [...reports, manage]
  if (role === 'member') return [catalogue, mine]
  if (role === 'ingest') return []
  return role === 'analyst' || readingIsOpen ? reports : []
}
