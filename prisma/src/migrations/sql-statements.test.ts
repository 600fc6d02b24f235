import { expect, test } from 'vitest'
import { splitStatements } from './sql-statements.ts'

test('cuts at semicolons and leaves comments and empty statements out', () => {
  expect(splitStatements('-- first; not a cut\nSELECT 1;\n;\n/* ; */ SELECT 2;\n-- end')).toEqual([
    '-- first; not a cut\nSELECT 1',
    '/* ; */ SELECT 2',
  ])
})

test('leaves semicolons in quotes and dollar quotes alone', () => {
  expect(splitStatements(`SELECT 'a;''b;', "c;d"; SELECT $x$ ; -- ' $x$; SELECT 3`)).toEqual([
    `SELECT 'a;''b;', "c;d"`,
    `SELECT $x$ ; -- ' $x$`,
    'SELECT 3',
  ])
})
