/**
 * Cuts a script into its statements at semicolons, leaving alone those inside quotes, dollar quotes and comments.
 * Statements come without their semicolon; empty ones and pure comments are left out.
 */
export function splitStatements(script: string): string[] {
  const token = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|(\$\w*\$)[\s\S]*?\1|;/g
  const statements: string[] = []
  let start = 0
  let code = ''
  let from = 0
  const finish = (end: number) => {
    code += script.slice(from, end)
    if (code.trim() !== '') statements.push(script.slice(start, end).trim())
    code = ''
  }
  for (const match of script.matchAll(token)) {
    if (match[0] === ';') {
      finish(match.index)
      start = from = match.index + 1
    } else if (match[0].startsWith('--') || match[0].startsWith('/*')) {
      code += script.slice(from, match.index)
      from = match.index + match[0].length
    }
  }
  finish(script.length)
  return statements
}
