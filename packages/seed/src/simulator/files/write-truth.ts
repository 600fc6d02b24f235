import { livesOf } from '../users/simulate-users.ts'
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
  let text = ''
  for (const { user, traits, life } of livesOf(world, Array(users).keys())) {
    text += truthOfUser(world, user, traits, life)
    const done = user + 1
    if (done % usersAtOnce !== 0 && done !== users) continue
    await file.write(text)
    text = ''
    onUsers(done, users)
  }
}
