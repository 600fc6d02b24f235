/**
 * The inverse of a symmetric positive definite matrix, in place, by Cholesky's factor: A = L Lᵀ, N = L⁻ᵀ, A⁻¹ = N Nᵀ.
 * Everything is a product of rows that lie together in memory, in tiles of 3 × 3 sums, so that a number that was
 * loaded is used three times; n³/2 multiplications in all. Sums are float64.
 * @param matrix n × n, row by row; it becomes the inverse
 * @param onProgress told of the share that is done, 0 to 1
 * @throws RangeError when the matrix is not positive definite
 */
export function invertSymmetric(
  matrix: Float64Array,
  n: number,
  onProgress: (share: number) => void = () => {},
): void {
  factorise(matrix, n, (share) => onProgress(share / 3))
  const inverse = invertFactor(matrix, n, (share) => onProgress((1 + share) / 3))
  multiplyByTranspose(inverse, n, matrix, (share) => onProgress((2 + share) / 3))
}

/** Rows and columns of a block: what lies inside it is worked out number by number. */
const block = 48

/** L over the lower half, block column by block column. */
function factorise(a: Float64Array, n: number, onProgress: (share: number) => void): void {
  for (let from = 0; from < n; from += block) {
    const to = Math.min(from + block, n)
    // What lies left of the block is finished: take its products off, then factorise the rest of the block alone.
    subtractProducts(a, n, { rows: [from, n], columns: [from, to] }, a, a, () => 0, from)
    for (let j = from; j < to; j++) {
      const pivot = (a[j * n + j] ?? 0) - product(a, j * n, a, j * n, from, j)
      if (!(pivot > 0)) throw new RangeError('the matrix is not positive definite')
      const root = Math.sqrt(pivot)
      a[j * n + j] = root
      for (let i = j + 1; i < n; i++)
        a[i * n + j] = ((a[i * n + j] ?? 0) - product(a, i * n, a, j * n, from, j)) / root
    }
    onProgress(to / n)
  }
}

/** N = L⁻ᵀ over the upper half: row j is column j of L⁻¹. */
function invertFactor(l: Float64Array, n: number, onProgress: (share: number) => void): Float64Array {
  const inverse = new Float64Array(n * n)
  for (let from = 0; from < n; from += block) {
    const to = Math.min(from + block, n)
    subtractProducts(inverse, n, { rows: [0, from], columns: [from, to] }, inverse, l, (row) => row, from)
    for (let i = from; i < to; i++) {
      const diagonal = l[i * n + i] ?? 1
      for (let j = 0; j < i; j++) {
        const begin = Math.max(from, j)
        const at = j * n + i
        inverse[at] = ((inverse[at] ?? 0) - product(inverse, j * n, l, i * n, begin, i)) / diagonal
      }
      inverse[i * n + i] = 1 / diagonal
    }
    onProgress(to / n)
  }
  return inverse
}

/** target = N Nᵀ, both halves. */
function multiplyByTranspose(
  upper: Float64Array,
  n: number,
  target: Float64Array,
  onProgress: (share: number) => void,
): void {
  target.fill(0)
  for (let from = 0; from < n; from += block) {
    const to = Math.min(from + block, n)
    // Row j of N begins at j: products with it do, too.
    for (let row = 0; row < to; row += block)
      subtractProducts(
        target,
        n,
        { rows: [row, Math.min(row + block, to)], columns: [from, to] },
        upper,
        upper,
        () => from,
        n,
      )
    onProgress(to / n)
  }
  for (let i = 0; i < n; i++)
    for (let j = i; j < n; j++) {
      const value = -(target[i * n + j] ?? 0)
      target[i * n + j] = value
      target[j * n + i] = value
    }
}

interface Area {
  rows: readonly [from: number, to: number]
  columns: readonly [from: number, to: number]
}

/**
 * target[i][j] −= Σₖ x[i][k] y[j][k] over the area, k from `begin(i)` up to `end`; where several rows are taken
 * together, from the first row's: x must hold 0 left of a row's own beginning.
 */
function subtractProducts(
  target: Float64Array,
  n: number,
  { rows, columns }: Area,
  x: Float64Array,
  y: Float64Array,
  begin: (row: number) => number,
  end: number,
): void {
  for (let i = rows[0]; i < rows[1]; i += 3) {
    const from = begin(i)
    for (let j = columns[0]; j < columns[1]; j += 3) {
      if (i + 3 <= rows[1] && j + 3 <= columns[1]) subtractTile(target, n, i, j, x, y, from, end)
      else
        for (let row = i; row < Math.min(i + 3, rows[1]); row++)
          for (let column = j; column < Math.min(j + 3, columns[1]); column++) {
            const at = row * n + column
            target[at] = (target[at] ?? 0) - product(x, row * n, y, column * n, from, end)
          }
    }
  }
}

/**
 * Nine sums at once: with the six numbers that they are made of they fit a processor's sixteen registers. The indices lie
 * inside the arrays; `?? 0` is there for the compiler, and costs nothing. Variables one by one: destructured from
 * arrays they cost half as much again.
 */
function subtractTile(
  target: Float64Array,
  n: number,
  row: number,
  column: number,
  x: Float64Array,
  y: Float64Array,
  from: number,
  to: number,
): void {
  const x0 = row * n
  const x1 = x0 + n
  const x2 = x1 + n
  const y0 = column * n
  const y1 = y0 + n
  const y2 = y1 + n
  let s00 = 0
  let s01 = 0
  let s02 = 0
  let s10 = 0
  let s11 = 0
  let s12 = 0
  let s20 = 0
  let s21 = 0
  let s22 = 0
  for (let k = from; k < to; k++) {
    const b0 = y[y0 + k] ?? 0
    const b1 = y[y1 + k] ?? 0
    const b2 = y[y2 + k] ?? 0
    const a0 = x[x0 + k] ?? 0
    s00 += a0 * b0
    s01 += a0 * b1
    s02 += a0 * b2
    const a1 = x[x1 + k] ?? 0
    s10 += a1 * b0
    s11 += a1 * b1
    s12 += a1 * b2
    const a2 = x[x2 + k] ?? 0
    s20 += a2 * b0
    s21 += a2 * b1
    s22 += a2 * b2
  }
  subtractRow(target, x0 + column, s00, s01, s02)
  subtractRow(target, x1 + column, s10, s11, s12)
  subtractRow(target, x2 + column, s20, s21, s22)
}

function subtractRow(target: Float64Array, at: number, a: number, b: number, c: number): void {
  target[at] = (target[at] ?? 0) - a
  target[at + 1] = (target[at + 1] ?? 0) - b
  target[at + 2] = (target[at + 2] ?? 0) - c
}

/** Σₖ x[xRow + k] y[yRow + k], k from `from` up to `to`. */
function product(
  x: Float64Array,
  xRow: number,
  y: Float64Array,
  yRow: number,
  from: number,
  to: number,
): number {
  let sum = 0
  for (let k = from; k < to; k++) sum += (x[xRow + k] ?? 0) * (y[yRow + k] ?? 0)
  return sum
}
