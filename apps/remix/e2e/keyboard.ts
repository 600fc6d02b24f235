import type { Locator, Page } from 'playwright-core'

/** A page as somebody uses it who has no mouse. */
export interface Keyboard {
  /** Moves the focus by Tab to the first of its kind with this name. @throws when Tab never gets there */
  to(role: 'link' | 'button' | 'textbox' | 'combobox' | 'searchbox', name: string | RegExp): Promise<Locator>
  /** Goes there and presses Enter. */
  enter(role: 'link' | 'button', name: string | RegExp): Promise<void>
  /** Goes to a field and types over what it holds. */
  fill(label: string | RegExp, text: string): Promise<void>
  /** The same of a field that suggests users or titles. */
  nameRow(label: string | RegExp, text: string): Promise<void>
  /** Goes to a choice and types the beginning of one. */
  choose(label: string | RegExp, text: string): Promise<void>
}

const mostTabs = 150

export function keyboardOf(page: Page): Keyboard {
  async function to(...[role, name]: Parameters<Keyboard['to']>): Promise<Locator> {
    const target = page
      .getByRole(role, { name, ...(typeof name === 'string' ? { exact: true } : {}) })
      .first()
    await target.waitFor({ state: 'attached' })
    for (let tabs = 0; tabs < mostTabs; tabs++) {
      if (await target.evaluate((element) => element === document.activeElement)) return target
      await page.keyboard.press('Tab')
    }
    throw new Error(`Tab does not lead to ${role} ${name}`)
  }
  return {
    to,
    async enter(role, name) {
      await to(role, name)
      await page.keyboard.press('Enter')
    },
    async fill(label, text) {
      await to('textbox', label)
      await page.keyboard.press('Control+A')
      await page.keyboard.type(text)
    },
    async nameRow(label, text) {
      await to('combobox', label)
      await page.keyboard.press('Control+A')
      await page.keyboard.type(text)
    },
    async choose(label, text) {
      await to('combobox', label)
      await page.keyboard.type(text)
    },
  }
}
