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
 * terminal goes to the whole group, any other is passed on. npm runs scripts through a shell, which a SIGTERM to npm
 * ends without a word to this program: that it is gone is the signal then.
 * @param {string[]} program @param {string[]} args @param {Record<string, string>} [environment]
 * @param {'inherit' | 2} [output] where its standard output goes: to this program's, or to its standard error
 * @returns {Promise<number>}
 */
export function run([file = '', ...first], args, environment = {}, output = 'inherit') {
  return new Promise((resolve, reject) => {
    const child = spawn(file, [...first, ...args], {
      stdio: ['inherit', output, 'inherit'],
      env: { ...process.env, ...environment },
      shell: process.platform === 'win32' && file !== process.execPath,
    })
    /** @param {NodeJS.Signals} signal */
    const pass = (signal) => {
      if (signal === 'SIGTERM' || !process.stdin.isTTY) child.kill(signal)
    }
    process.on('SIGINT', pass).on('SIGTERM', pass)
    const parent = process.ppid
    const orphaned = setInterval(() => {
      // biome-ignore lint/suspicious/noUndeclaredEnvVars: npm sets it, and no task of turbo depends on it
      if (process.env.npm_lifecycle_event !== undefined && process.ppid !== parent) child.kill('SIGTERM')
    }, 250)
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      clearInterval(orphaned)
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
