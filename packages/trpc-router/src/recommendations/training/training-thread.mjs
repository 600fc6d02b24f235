// @ts-check
/**
 * What a training's thread begins with. A thread does not read TypeScript because its program does, and tsx takes no
 * hold of one by `--import`: it is registered in here, before the first file that needs it.
 */
import { register } from 'tsx/esm/api'

register()
await import('./training-worker.ts')
