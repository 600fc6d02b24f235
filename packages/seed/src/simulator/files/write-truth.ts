import { simulateUsers } from '../users/simulate-users.ts'
import type { World } from '../world.ts'
import { truthOfUser, truthOfWorld } from './truth.ts'
import type { WholeFile } from './whole-file.ts'

/** Users whose lines are written at once. */
const usersAtOnce = 1_000

/** Writes the truth file of a simulation. The lives are made once more: the same ones, since nothing else can come out. */
export async function writeTruth(
  world: World,
  file: WholeFile,
  onUsers: (done: number, total: number) => void,
): Promise<void> {
  await file.write(truthOfWorld(world))
  const { users } = world.scenario
  for (let from = 0; from < users; from += usersAtOnce) {
    const to = Math.min(users, from + usersAtOnce)
    let text = ''
    const batches = simulateUsers(world, {
      from,
      to,
      onUser(user, traits, life) {
        text += truthOfUser(world, user, traits, life)
      },
    })
    for (const _ of batches) {
      // for the lives alone
    }
    await file.write(text)
    onUsers(to, users)
  }
}
