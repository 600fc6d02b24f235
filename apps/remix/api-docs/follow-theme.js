// Before anything is drawn: the visitor's choice of theme, or the system's, as on every other page.
const chosen = /(?:^|;\s*)theme=(\w+)/.exec(document.cookie)?.[1]
const system = window.matchMedia('(prefers-color-scheme: dark)')
const follow = () => {
  const dark = chosen === 'dark' || (chosen !== 'light' && system.matches)
  document.documentElement.classList.toggle('dark-mode', dark)
}
follow()
system.addEventListener('change', follow)
