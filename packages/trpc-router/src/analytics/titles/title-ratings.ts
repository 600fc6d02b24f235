import { Prisma } from '@streaming/db'
import { z } from 'zod'
import { Count, Id, parameters } from '../../procedure/fields/schemas.ts'
import { procedure } from '../../procedure/trpc.ts'

/** How do users rate a title? Without a review the mean is null, and so is its interval without a second one. */
export const TitleRatings = z
  .object({
    review_count: Count,
    mean_rating: z.number().nullable(),
    mean_low: z.number().nullable().meta({ description: 'Lower end of the 95 % interval' }),
    mean_high: z.number().nullable(),
    distribution: z.array(
      z.object({
        rating: z.int().min(0).max(10).meta({ description: 'Rounded, halves up' }),
        reviews: Count,
      }),
    ),
  })
  .meta({
    example: {
      review_count: 2,
      mean_rating: 7.5,
      mean_low: 6.52,
      mean_high: 8.48,
      distribution: [{ rating: 7, reviews: 1 }],
    },
  })

/** Of a normal distribution, for 95 %. */
const deviations = 1.96

export const titleRatings = procedure
  .meta({
    method: 'GET',
    path: '/api/title-ratings',
    summary: 'Users’ ratings of a title',
    description:
      'Reviews of a title by their rating, rounded to whole points, 0 to 10, and the mean of the ratings with its 95 % interval: mean ± 1.96 × standard deviation ÷ √reviews, within 0 and 10, from two reviews on. A title that does not exist has no reviews.',
    tag: 'Analytics',
    access: 'catalogue',
    csv: false,
  })
  .input(parameters({ content_id: Id }))
  .output(TitleRatings)
  .query(async ({ ctx, input }) => {
    const rows = await ctx.analytics.prepared(
      Prisma.sql`
        SELECT r.rating, COUNT(*)::INT8 AS reviews FROM reviews AS r
        WHERE r.content_id = ${input.content_id}::INT8 GROUP BY r.rating`,
      z.object({ rating: z.coerce.number(), reviews: Count }),
    )
    return ratingsOf(rows)
  })

/** @param rows each rating that was given, and how often. Pure. */
export function ratingsOf(
  rows: readonly { rating: number; reviews: number }[],
): z.output<typeof TitleRatings> {
  const sum = (value: (rating: number) => number) =>
    rows.reduce((total, { rating, reviews }) => total + value(rating) * reviews, 0)
  const review_count = sum(() => 1)
  const mean = sum((rating) => rating) / review_count
  const deviation = Math.sqrt(sum((rating) => (rating - mean) ** 2) / (review_count - 1))
  const reach = (deviations * deviation) / Math.sqrt(review_count)
  const rounded = (value: number) => Math.round(Math.min(10, Math.max(0, value)) * 100) / 100
  return {
    review_count,
    mean_rating: review_count === 0 ? null : rounded(mean),
    mean_low: review_count < 2 ? null : rounded(mean - reach),
    mean_high: review_count < 2 ? null : rounded(mean + reach),
    distribution: Array.from({ length: 11 }, (_, rating) => ({
      rating,
      reviews: rows.reduce(
        (total, row) => (Math.floor(row.rating + 0.5) === rating ? total + row.reviews : total),
        0,
      ),
    })),
  }
}
