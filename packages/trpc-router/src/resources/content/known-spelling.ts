import type { Transaction } from '@streaming/db'
import { equalsInAnyCase } from '../../procedure/list/text-filter.ts'

interface Words {
  genre: string
  content_type: string
}

/**
 * People filter titles by genre and type in any case of letters, so that `drama` beside `Drama` would be one genre to a filter
 * and two to a chart. A word that another title has already is written as it is there.
 * @param except the title that is changed
 */
export async function inKnownSpelling<Given extends Partial<Words>>(
  { prisma }: Transaction,
  given: Given,
  except = '0',
): Promise<Given> {
  const spelled = { ...given }
  const content_id = { not: BigInt(except) }
  const first = { content_id: 'asc' } as const
  if (given.genre !== undefined) {
    const where = { genre: equalsInAnyCase(given.genre), content_id }
    const known = await prisma.title.findFirst({ where, orderBy: first, select: { genre: true } })
    spelled.genre = known?.genre ?? given.genre
  }
  if (given.content_type !== undefined) {
    const where = { content_type: equalsInAnyCase(given.content_type), content_id }
    const known = await prisma.title.findFirst({ where, orderBy: first, select: { content_type: true } })
    spelled.content_type = known?.content_type ?? given.content_type
  }
  return spelled
}
