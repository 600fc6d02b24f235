import type { Caller } from '@streaming/trpc-router/server'
import { formatInstant } from '../../display/format.ts'
import { roleFilter } from '../choices/filter-choices.ts'
import { adminRole, analystRole } from '../choices/role-choices.ts'
import { type Resource, submit } from '../resource.ts'

type Operator = Awaited<ReturnType<Caller['operators']['get']>> & { password?: string }

const passwordOf = (answer: unknown) => ({
  noun: 'password',
  value: answer instanceof Object && 'password' in answer ? String(answer.password) : '',
})

export const operators: Resource<Operator> = {
  path: 'operators',
  api: '/api/operators',
  entity: 'operators',
  title: 'Operators',
  noun: 'operator',
  searches: 'Name or e-mail',
  filters: [roleFilter],
  columns: [
    { label: 'Name', sort: 'name', value: ({ name }) => name },
    { label: 'E-mail', sort: 'email', value: ({ email }) => email },
    { label: 'Role', sort: 'role', value: ({ role }) => role },
    { label: 'Since (UTC)', sort: 'created_at', value: ({ created_at }) => formatInstant(created_at) },
  ],
  list: (caller, query) => caller.operators.list(query),
  get: (caller, [operator_id = '']) => caller.operators.get({ operator_id }),
  key: ({ operator_id }) => [operator_id],
  label: ({ name }) => name,
  showsColumns: true,
  create: {
    fields: [
      { name: 'name', label: 'Name', required: true },
      { name: 'email', label: 'E-mail', kind: 'text', required: true },
      {
        name: 'role',
        label: 'Role',
        kind: 'choice',
        required: true,
        value: 'analyst',
        options: [analystRole, adminRole],
        help: 'A password is made and shown once.',
      },
    ],
    run: (caller, input) => submit(caller.operators.create, input),
    secret: passwordOf,
  },
  forms: [
    {
      intent: 'reset-password',
      title: 'Password',
      submit: 'Make a new password',
      fields: [],
      values: () => ({}),
      confirm: ({ name }) => ({
        question: `Make a new password for ${name}? The one before ends, and so do their sessions.`,
        submit: 'Make a new password',
      }),
      run: (caller, [operator_id = '']) => caller.operators.resetPassword({ operator_id }),
      secret: passwordOf,
    },
  ],
  remove: {
    verb: 'Delete',
    async consequences(caller, { role, operator_id }) {
      const admins = role === 'admin' ? (await caller.operators.list({ role: 'admin', limit: 2 })).items : []
      return admins.length === 1 && admins[0]?.operator_id === operator_id
        ? {
            sentences: ['This is the last admin: nobody could let anybody in again. It cannot be deleted.'],
            blocked: true,
          }
        : { sentences: ['Their sessions end at once. What they did stays in the audit trail.'] }
    },
    run: (caller, [operator_id = '']) => caller.operators.delete({ operator_id }),
  },
}
