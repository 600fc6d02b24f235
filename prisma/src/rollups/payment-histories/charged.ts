import { Prisma } from '../../generated/client.ts'

/** Payments `p` by which money came in: none that failed, and no trial, which is a payment of 0. One that was refunded counts. */
export const charged = Prisma.sql`p.status <> 'failed' AND p.amount > 0`
