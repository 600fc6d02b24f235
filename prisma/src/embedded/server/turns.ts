/** Gives one resource to one holder at a time, in the order of asking. */
export class Turns<Holder> {
  #holder: Holder | undefined
  readonly #waiting: { who: Holder; start: () => void }[] = []

  /** Resolves when it is this one's turn; at once if it has the turn already. */
  take(who: Holder): Promise<void> {
    if (this.#holder === who) return Promise.resolve()
    if (this.#holder === undefined) {
      this.#holder = who
      return Promise.resolve()
    }
    return new Promise((start) => this.#waiting.push({ who, start }))
  }

  has(who: Holder): boolean {
    return this.#holder === who
  }

  pass(who: Holder): void {
    if (this.#holder !== who) return
    const next = this.#waiting.shift()
    this.#holder = next?.who
    next?.start()
  }
}
