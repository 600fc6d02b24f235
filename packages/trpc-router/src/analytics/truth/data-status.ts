import { Prisma } from '@streaming/db'
import { z } from 'zod'
import { Day, Instant, optionalParameters } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'
import { dataUntil } from '../overview/data-until.ts'
import { SimulatedEventDays, simulatedEvents } from './simulated-events.ts'
import { simulationHeld } from './simulation.ts'

/** Of what and until when are the data? */
export const DataStatus = z
  .object({
    data_until: Day.nullable().meta({
      description: 'Last day up to today on which something was watched or paid; null: none',
    }),
    scenario: z.string().nullable().meta({ description: 'Of simulated data; null: they are not simulated' }),
    events: z.array(SimulatedEventDays).meta({ description: 'What happened to the whole simulated service' }),
    as_of: Instant.meta({ description: 'When this was true' }),
  })
  .meta({
    example: { data_until: '2024-11-30', scenario: 'default', events: [], as_of: '2024-12-01T09:30:00.000Z' },
  })

export const dataStatus = procedure
  .meta({
    method: 'GET',
    path: '/api/data-status',
    summary: 'Until when the data are, and whether they are simulated',
    description:
      'The last day, today at the latest, on which something was watched or paid, the scenario of simulated data and what happened to the whole service in it, and when this was true.',
    tag: 'Dashboard',
    access: 'reports',
    csv: false,
  })
  .input(optionalParameters({}))
  .output(DataStatus)
  .query(({ ctx }) =>
    ctx.analytics.snapshot(async (query) => {
      const held = await simulationHeld(query)
      const [row] = await query(
        Prisma.sql`SELECT to_char(u.day, 'YYYY-MM-DD') AS day, now() AS as_of FROM (${dataUntil}) AS u`,
        z.object({ day: z.string().nullable(), as_of: z.date() }),
      )
      return {
        data_until: row?.day ?? null,
        scenario: held?.scenario.name ?? null,
        events: held === undefined ? [] : simulatedEvents(held.scenario),
        as_of: (row?.as_of ?? new Date()).toISOString(),
      }
    }),
  )
