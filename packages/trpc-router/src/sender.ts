import type { Actor } from './access/actor.ts'

/** Of one request: its id in the log, and who sends it. */
export interface Sender {
  request_id: string
  actor: Actor
}
