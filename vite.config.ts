import react from '@vitejs/plugin-react'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { defineConfig } from 'vite'
import type { Plugin, UserConfig } from 'vite'

const here = import.meta.dirname
const server = `http://127.0.0.1:${process.env['PORT'] ?? 5180}`

/**
 * Two programs for the browser, built apart because the phone's must stay small and installable:
 * `vite build` makes dist/web, `vite build --mode phone` makes dist/phone. In development both pass /api on to the server.
 */
export default defineConfig(({ mode }) => (mode === 'phone' ? phone() : web()))

function web(): UserConfig {
  return {
    ...both('entry/web', '/'),
    build: { ...output('dist/web'), rolldownOptions: { output: { codeSplitting: { groups: libraries } } } },
  }
}

/** Libraries change seldom: apart from our pages they stay in the browser's cache from one version to the next. */
const libraries = [
  { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 2 },
  { name: 'antd', test: /node_modules[\\/](antd|@ant-design|@rc-component|dayjs)[\\/]/, priority: 1 },
]

function phone(): UserConfig {
  const worker = ['sw.ts', 'sw.web.ts'].map((name) => resolve(here, 'entry/phone', name)).find((file) => existsSync(file))
  const input = { index: resolve(here, 'entry/phone/index.html'), ...(worker ? { sw: worker } : {}) }
  return {
    ...both('entry/phone', '/m/'),
    build: {
      ...output('dist/phone'),
      // The browser looks for a new version of the worker under the same name, therefore no hash.
      rolldownOptions: { input, output: { entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js') } },
    },
  }
}

function both(root: string, base: string): UserConfig {
  return {
    root: resolve(here, root),
    base,
    plugins: [react(), strictStyles()],
    // The host stays the browser's own: the server compares it with the origin and refuses a write from elsewhere.
    server: { port: 5190, strictPort: true, proxy: { '/api': { target: server, changeOrigin: false } } },
  }
}

/**
 * Ant Design gives all its styles the nonce, save one: the lock that stops the page behind a panel from scrolling.
 * The content policy refuses that one, so ours takes its place. Development has no such policy and keeps theirs.
 */
export function strictStyles(): Plugin {
  const ours = resolve(here, 'platform/ui/theme/scroll-lock.web.ts')
  return {
    name: 'strict-styles',
    apply: 'build',
    load: (id) => (id.endsWith('/@rc-component/portal/es/useScrollLocker.js') ? `export { default } from ${JSON.stringify(ours)}` : null),
  }
}

function output(folder: string): NonNullable<UserConfig['build']> {
  return {
    outDir: resolve(here, folder),
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: false,
    // The content policy allows no data: fonts or scripts; small pictures stay files like the large ones.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
  }
}
