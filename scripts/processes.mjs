// @ts-check
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { join } from 'node:path'

/** A program of an installed package. @param {string} name */
export function bin(name) {
  return [join('node_modules', '.bin', name)]
}

/** @param {string[]} args @param {Record<string, string>} [environment] */
export function node(args, environment) {
  return run([process.execPath], args, environment)
}

/**
 * Runs a program in this one's terminal and resolves with its exit code. Signals reach it as well: Ctrl-C in a
 * terminal goes to the whole group, any other is passed on.
 * @param {string[]} program @param {string[]} args @param {Record<string, string>} [environment] @returns {Promise<number>}
 */
export function run([file = '', ...first], args, environment = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, [...first, ...args], {
      stdio: 'inherit',
      env: { ...process.env, ...environment },
      shell: process.platform === 'win32' && file !== process.execPath,
    })
    /** @param {NodeJS.Signals} signal */
    const pass = (signal) => {
      if (signal === 'SIGTERM' || !process.stdin.isTTY) child.kill(signal)
    }
    process.on('SIGINT', pass).on('SIGTERM', pass)
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      process.off('SIGINT', pass).off('SIGTERM', pass)
      resolve(code ?? 128 + (constants.signals[signal ?? 'SIGTERM'] ?? 15))
    })
  })
}

/** Ends this program with the step's code unless it is 0. @param {() => Promise<number>} step */
export async function required(step) {
  const code = await step()
  if (code !== 0) process.exit(code)
}

/** @param {string} text */
export function say(text) {
  process.stderr.write(`${text}\n`)
}
