import type { Option } from '../../components/forms/field.tsx'

/** What an operator or a key may do, in a word and what it means. */

export const analystRole: Option = { value: 'analyst', label: 'Analyst: reads everything' }
export const memberRole: Option = { value: 'member', label: 'Member: one user’s own data' }
export const ingestRole: Option = { value: 'ingest', label: 'Ingest: sends events' }
export const adminRole: Option = { value: 'admin', label: 'Admin: everything' }
