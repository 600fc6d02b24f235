import type { TRPCError } from '@streaming/trpc-router/server'

/** What a person sees who is refused before any page is made: one sentence, and the way back. */
export function refusalPage({ message }: TRPCError): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Not possible now · Streaming service</title>
<style>
html { color-scheme: light dark; font-family: ui-sans-serif, system-ui, sans-serif }
main { max-width: 32rem; margin: 4rem auto; padding: 0 1rem; text-align: center }
</style>
</head>
<body>
<main>
<h1>This is not possible now</h1>
<p>${escapeHtml(message)}</p>
<p><a href="/">Overview</a></p>
</main>
</body>
</html>
`
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
