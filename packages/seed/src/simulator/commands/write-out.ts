/** Writes to a pipe or terminal no faster than it is read. When nobody reads on, the program ends as if it were done. */
export async function writeOut(out: NodeJS.WriteStream, text: string): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      out.once('error', reject)
      out.write(text, (error) => {
        // After a fault the listener has to stay: the event comes later than this.
        if (error) return reject(error)
        out.off('error', reject)
        resolve()
      })
    })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EPIPE') process.exit(0)
    throw error
  }
}
