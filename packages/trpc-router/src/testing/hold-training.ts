import { connect, holdingTrainingLease } from '@streaming/db'

/**
 * Takes the place of a program that trains, on the embedded database of a folder, and says how far it is.
 * @returns what ends it, once it has begun
 */
export async function holdTraining(
  folder: string,
  stage: string,
  share: number,
): Promise<() => Promise<void>> {
  const database = await connect({ DATA_DIR: folder })
  let end = () => {}
  const ended = new Promise<void>((resolve) => {
    end = resolve
  })
  let begun = () => {}
  const hasBegun = new Promise<void>((resolve) => {
    begun = resolve
  })
  const held = holdingTrainingLease(database, (tell) => {
    tell(stage, share)
    begun()
    return ended
  })
  await hasBegun
  return async () => {
    end()
    await held
    await database.close()
  }
}
