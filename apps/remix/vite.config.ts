import { vitePlugin as remix } from '@remix-run/dev'
import { defineConfig } from 'vite'

/** They have side-effect-free modules but do not say so; without this a chart page carries all of Tremor. */
const sideEffectFree = /node_modules[\\/](@tremor[\\/]react|react-day-picker|date-fns|@headlessui)[\\/]/

export default defineConfig({
  plugins: [
    remix({
      future: {
        v3_fetcherPersist: true,
        v3_relativeSplatPath: true,
        v3_throwAbortReason: true,
        // With it the page's data arrives as a stream that the first rendering waits for, and a key pressed in that
        // moment ends React 18 with its error 345. Without it the data is in the page.
        v3_singleFetch: false,
        // Six routes are known at once; discovering them costs requests, and one cut short by a navigation is an
        // error on the console.
        v3_lazyRouteDiscovery: false,
        v3_routeConfig: true,
      },
    }),
  ],
  build: {
    rollupOptions: {
      treeshake: { moduleSideEffects: (id, external) => external || !sideEffectFree.test(id) },
    },
  },
})
