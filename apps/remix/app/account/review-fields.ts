import type { Option } from '../components/forms/field.tsx'
import type { FormField } from '../manage/resource.ts'

export const reviewWords = [
  { name: 'rating', label: 'Rating, 0 to 10', kind: 'number', required: true },
  { name: 'review_text', label: 'Review', kind: 'words' },
] as const satisfies FormField[]

/** A review of one of these titles. */
export function reviewFields(titles: readonly Option[]): FormField[] {
  return [
    {
      name: 'content_id',
      label: 'Title',
      kind: 'choice',
      required: true,
      options: titles,
      help: 'What you watched. Writing again replaces what you wrote.',
    },
    ...reviewWords,
  ]
}
