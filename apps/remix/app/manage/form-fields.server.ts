import type { Caller } from '@streaming/trpc-router/server'
import type { FieldProps } from '../components/forms/field.tsx'
import type { FormField } from './resource.ts'

/** The fields with their choices, ready to be sent to the page. */
export function loadFields(caller: Caller, fields: readonly FormField[]): Promise<FieldProps[]> {
  return Promise.all(
    fields.map(async ({ load, nullable: _nullable, ...field }) =>
      load === undefined ? field : { ...field, options: await load(caller) },
    ),
  )
}
