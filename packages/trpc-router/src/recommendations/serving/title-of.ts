import { z } from 'zod'
import { Id } from '../../procedure/fields/schemas.ts'

/** A title, as lists of recommendations name it. */
export const TitleOf = z.object({
  content_id: Id,
  title: z.string(),
  genre: z.string(),
  content_type: z.string(),
  release_year: z.coerce.number().int(),
})
