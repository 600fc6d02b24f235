import { Prisma } from '@streaming/db'
import { z } from 'zod'
import { optionalParameters } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'

const ContentWords = z
  .object({ genres: z.array(z.string()), content_types: z.array(z.string()) })
  .meta({ example: { genres: ['Comedy', 'Drama'], content_types: ['Film', 'Series'] } })

/** Which words do titles have? What a list of them can be filtered by, for everybody who may read it. */
export const contentWords = procedure
  .meta({
    method: 'GET',
    path: '/api/content-words',
    summary: 'Genres and types of titles',
    description: 'The genres and content types that titles have, by name.',
    tag: 'Operations',
    access: 'catalogue',
  })
  .input(optionalParameters({}))
  .output(ContentWords)
  .query(async ({ ctx }) => {
    const rows = await ctx.database.prepared(
      Prisma.sql`
        SELECT w.kind, w.word FROM (
          SELECT DISTINCT 'genre' AS kind, c.genre AS word FROM content AS c
          UNION ALL SELECT DISTINCT 'content_type', c.content_type FROM content AS c
        ) AS w
        ORDER BY w.word COLLATE "C"`,
      z.object({ kind: z.string(), word: z.string() }),
    )
    const wordsOf = (kind: string) => rows.filter((row) => row.kind === kind).map(({ word }) => word)
    return { genres: wordsOf('genre'), content_types: wordsOf('content_type') }
  })
