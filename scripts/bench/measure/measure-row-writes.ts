import { addPaymentDeltas, came, type Database, Prisma, type Query } from '@streaming/db'
import { admin, callerOf } from '@streaming/trpc-router/testing'
import { open } from '../engine.ts'
import { type Figure, times } from '../figure.ts'
import { alternate, quantile, ratioOf, timed } from '../statistics.ts'

/** Writes of one kind that are timed together. */
const together = 20

/** P2: single writes through the router, Prisma Client, audit entry and deltas, over the same statements by pg without router and client. */
export async function measureRowWrites(url: string, { rounds }: { rounds: number }): Promise<Figure[]> {
  const database = await open(url)
  const { users, payments } = callerOf(database, admin)
  let user = 0
  const nextUser = () => String(1 + (user++ % 500))
  const plan = () => String(1 + (user % 4))
  const figures = [
    await figureOf(
      'changes of plan a second ÷ the same statements by pg',
      rounds,
      () => users.changePlan({ user_id: nextUser(), subscription_id: plan() }),
      () => changePlan(database, nextUser(), plan()),
    ),
    await figureOf(
      'payments a second ÷ the same statements by pg',
      rounds,
      () => payments.create({ user_id: nextUser(), amount: 9.99, method: 'PayPal' }),
      () => createPayment(database, nextUser()),
    ),
  ]
  await database.close()
  return figures
}

async function figureOf(
  what: string,
  rounds: number,
  ours: () => Promise<unknown>,
  bare: () => Promise<unknown>,
): Promise<Figure> {
  const ms: number[] = []
  const rate = (write: () => Promise<unknown>) => async () => {
    const took = await timed(async () => {
      for (let n = 0; n < together; n++) await write()
    })
    if (write === ours) ms.push(took / together)
    return together / took
  }
  const { median, least, most } = ratioOf(await alternate(rounds, rate(ours), rate(bare)))
  return {
    name: 'P2',
    what,
    target: '',
    measured: `${times(median)} (${times(least)}–${times(most)}); ${quantile(ms, 0.5).toFixed(2)} ms a write`,
    met: true,
  }
}

function changePlan(database: Database, user: string, plan: string): Promise<void> {
  return database.sqlTransaction(async (client) => {
    const { rows } = await client.query('SELECT * FROM users WHERE user_id = $1', [user])
    await client.query('SELECT 1 FROM subscriptions WHERE subscription_id = $1', [plan])
    await client.query('UPDATE users SET subscription_id = $1 WHERE user_id = $2', [plan, user])
    const delta = 'INSERT INTO user_deltas (minute, shard, subscription_id, users) VALUES (now(), 0, $1, $2)'
    await client.query(delta, [rows[0]?.subscription_id, -1])
    await client.query(delta, [plan, 1])
    await audit(client, 'users.changePlan', user)
  })
}

function createPayment(database: Database, user: string): Promise<void> {
  return database.sqlTransaction(async (client) => {
    const { rows } = await client.query('SELECT subscription_id FROM users WHERE user_id = $1', [user])
    const payment = await client.query(
      `INSERT INTO paymenthistory (user_id, subscription_id, amount, method, status, payment_date)
       VALUES ($1, $2, 9.99, 'PayPal', 'succeeded', now()) RETURNING payment_id`,
      [user, rows[0]?.subscription_id],
    )
    // What the sums owe to it, as the router's write does: they must be exact after the benchmark, too.
    const written = Prisma.sql`(
      SELECT p.payment_id, p.user_id, p.subscription_id, p.amount, p.refunded_amount, p.status, p.method, p.payment_date
      FROM paymenthistory AS p WHERE p.user_id = ${user}::INT8 AND p.payment_id = ${String(payment.rows[0]?.payment_id)}::INT8)`
    await addPaymentDeltas(preparedOn(client), came(written))
    await audit(client, 'payments.create', user)
  })
}

type Client = Parameters<Parameters<Database['sqlTransaction']>[0]>[0]

const names = new Map<string, string>()

/** Kept by the connection once it is parsed, as the router's are: both sides plan a statement of a payment's history seldom. */
function preparedOn(client: Client): Query {
  return async ({ text, values }, row) => {
    const name = names.get(text) ?? `bare_${names.size + 1}`
    names.set(text, name)
    const { rows } = await client.query({ name, text, values })
    return rows.map((found) => row.parse(found))
  }
}

async function audit(client: Client, action: string, id: string): Promise<void> {
  await client.query(
    `INSERT INTO audit_trail (actor, actor_name, action, entity, entity_id, before_json, after_json, request_id)
     VALUES ('bench', 'bench', $1, 'bench', $2, '{}', '{}', 'bench')`,
    [action, id],
  )
}
