import { createRandom, type Random } from '../random.ts'
import { firstNames, genres, lastNames, methods, plans, reviewWords } from './words.ts'

/** The seed of the data set in mock_data/. Another one gives another service of the same kind. */
export const mockSeed = 2024
const count = 100
const firstInstant = Date.UTC(2024, 7, 1)
const days = 122 // August to November 2024

/** The six files of mock_data/, by table: `{ "<table>": rows }`, references being 1-based positions. */
export function createMockData(seed = mockSeed) {
  const random = createRandom(seed)
  const users = createUsers(random)
  const content = createContent(random)
  const lengths = createLengths(createRandom(seed + 1), content)
  const watchhistory = createWatches(random, users, content)
  const reviews = createReviews(random, content, watchhistory)
  const paymenthistory = createPayments(random, users)
  const subscriptions = plans.map(({ name, price, features }) => ({ name, price, features }))
  return {
    subscriptions,
    users,
    content: content.map((row, index) => ({ ...row, ...lengths[index] })),
    watchhistory,
    reviews,
    paymenthistory,
  }
}

function createUsers(random: Random) {
  const taken = new Set<string>()
  return Array.from({ length: count }, () => {
    const name = untilNew(taken, () => `${random.pick(firstNames)} ${random.pick(lastNames)}`)
    const plan = random.weighted([...plans.keys()], (index) => plans[index]?.share ?? 0)
    return {
      name,
      email: `${name.toLowerCase().replaceAll(' ', '.')}@example.com`,
      password: Array.from({ length: 12 }, () => random.pick([...'abcdefghjkmnpqrstuvwxyz23456789'])).join(
        '',
      ),
      subscription_id: plan + 1,
    }
  })
}

function createContent(random: Random) {
  const taken = new Set<string>()
  const deck = shuffled(
    random,
    genres.flatMap((genre) => Array.from({ length: Math.round((genre.weight / 105) * count) }, () => genre)),
  )
  return Array.from({ length: count }, (_, index) => {
    const genre = deck[index % deck.length] ?? genres[0]
    const title = untilNew(taken, () => `${random.pick(genre.first)} ${random.pick(genre.second)}`)
    // Catalogues lean to the recent: the age is the smaller of two draws.
    const age = Math.floor(Math.min(random.next(), random.next()) * 45)
    return {
      title: random.next() < 0.2 && !title.includes('the ') ? `The ${title}` : title,
      genre: genre.name,
      release_year: 2024 - age,
      content_type: random.next() < 0.45 ? 'Series' : 'Film',
      rating: clampTenth(1, 10, 6.6 + 1.5 * normal(random)),
    }
  })
}

/**
 * How long a title is and when it came out: in its year, and before the first watch. From a stream of its own, so that the
 * rest of the data set is what it was without them.
 */
function createLengths(random: Random, content: Content) {
  return content.map(({ content_type, release_year }) => {
    const runtime_minutes =
      content_type === 'Film' ? Math.round(106 + 14 * normal(random)) : random.pick([24, 28, 42, 48, 52, 58])
    const first = Date.UTC(release_year, 0, 1)
    const days = Math.min(365, (firstInstant - first) / 86_400_000)
    const released = first + Math.floor(random.next() * days) * 86_400_000
    return { runtime_minutes, released_on: new Date(released).toISOString().slice(0, 10) }
  })
}

type Users = ReturnType<typeof createUsers>
type Content = ReturnType<typeof createContent>
type Watches = ReturnType<typeof createWatches>

function createWatches(random: Random, users: Users, content: Content) {
  const pull = new Map(genres.map(({ name, pull }) => [name as string, pull]))
  const titles = [...content.keys()]
  // Popularity falls with the square root of the rank and cuts off exponentially, as on real services.
  const rank = shuffled(random, titles)
  const weight = (index: number) =>
    ((rank[index] ?? 0) + 1) ** -0.5 *
    Math.exp(-(rank[index] ?? 0) / 19) *
    (pull.get(content[index]?.genre ?? '') ?? 1)
  return Array.from({ length: count }, () => ({
    user_id: random.integer(1, users.length),
    content_id: random.weighted(titles, weight) + 1,
    watched_on: instant(random, 19 + 3 * normal(random)),
    progress: progress(random),
  })).sort(byInstant('watched_on'))
}

/** Two modes: many are abandoned in minutes, about half run to the end. */
function progress(random: Random): number {
  const kind = random.next()
  if (kind < 0.3) return random.integer(1, 12)
  if (kind < 0.5) return random.integer(13, 88)
  return random.next() < 0.6 ? 100 : random.integer(89, 99)
}

/** Reviews come from those who watched; who watched the most comes first, then others who say they did. */
function createReviews(random: Random, content: Content, watches: Watches) {
  const taken = new Set<string>()
  return Array.from({ length: count }, (_, index) => {
    const watch = watches[index]
    const pair = untilNew(taken, (attempt) =>
      attempt === 0 && watch
        ? `${watch.content_id} ${watch.user_id}`
        : `${random.integer(1, count)} ${random.integer(1, count)}`,
    )
    const [content_id = 1, user_id = 1] = pair.split(' ').map(Number)
    const rating = Math.round(
      Math.min(10, Math.max(0, (content[content_id - 1]?.rating ?? 6) + 0.6 + 1.6 * normal(random))),
    )
    const words = rating < 5 ? reviewWords.low : rating < 8 ? reviewWords.middle : reviewWords.high
    return {
      user_id,
      content_id,
      rating,
      review_text: `${random.pick(words.openings)} ${random.pick(words.remarks)}`,
    }
  })
}

function createPayments(random: Random, users: Users) {
  return Array.from({ length: count }, () => {
    const user_id = random.integer(1, users.length)
    return {
      user_id,
      amount: plans[(users[user_id - 1]?.subscription_id ?? 1) - 1]?.price ?? 0,
      payment_date: instant(random, random.next() * 24),
      method: random.weighted(methods, ({ share }) => share).name,
    }
  }).sort(byInstant('payment_date'))
}

function instant(random: Random, hour: number): string {
  // Later days are likelier: the service grows.
  const day = Math.floor(random.next() ** 0.8 * days)
  const hours = Math.min(23.99, Math.max(0, hour))
  return new Date(firstInstant + day * 86_400_000 + Math.floor(hours * 3600) * 1000)
    .toISOString()
    .replace('.000', '')
}

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
}

function clampTenth(low: number, high: number, value: number): number {
  return Math.round(Math.min(high, Math.max(low, value)) * 10) / 10
}

function shuffled<T>(random: Random, items: readonly T[]): T[] {
  const left = [...items]
  return items.flatMap(() => left.splice(random.integer(0, left.length - 1), 1))
}

function byInstant<Key extends string>(key: Key) {
  return (a: Record<Key, string>, b: Record<Key, string>) => (a[key] < b[key] ? -1 : a[key] > b[key] ? 1 : 0)
}

function untilNew(taken: Set<string>, draw: (attempt: number) => string): string {
  for (let attempt = 0; ; attempt++) {
    const candidate = draw(attempt)
    if (taken.has(candidate)) continue
    taken.add(candidate)
    return candidate
  }
}
