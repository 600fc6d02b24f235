/** What pg runs: with a name, a connection keeps it prepared. */
export interface Statement {
  text: string
  values: unknown[]
  name?: string
}
