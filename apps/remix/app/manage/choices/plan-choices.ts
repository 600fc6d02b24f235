import type { Caller } from '@streaming/trpc-router/server'
import type { Option } from '../../components/forms/field.tsx'
import { formatMoney } from '../../display/format.ts'

export async function planChoices(caller: Caller): Promise<Option[]> {
  const { items } = await caller.plans.list({ sort: 'name', limit: 200 })
  return items.map(({ subscription_id, name, price }) => ({
    value: subscription_id,
    label: `${name}, ${formatMoney(price)}`,
  }))
}
