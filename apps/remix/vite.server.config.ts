import { relative } from 'node:path'
import { defineConfig } from 'vite'

/**
 * The server as one file, with the packages of the workspace in it and those of npm outside: it starts sooner than by
 * loading each source through tsx, and runs without what tsx adds to every function.
 */
export default defineConfig({
  publicDir: false,
  ssr: { noExternal: [/^@streaming\//] },
  build: {
    ssr: 'server/server.ts',
    outDir: 'build/program',
    target: 'node20',
    sourcemap: true,
    rollupOptions: {
      plugins: [
        {
          name: 'own-addresses',
          // Modules find their neighbours (migrations, threads, pages) from where their source lies.
          resolveImportMeta(property, { moduleId }) {
            if (property !== 'url') return null
            const source = relative('build/program', moduleId).replaceAll('\\', '/')
            return `new URL(${JSON.stringify(source)}, import.meta.url).href`
          },
        },
      ],
    },
  },
})
