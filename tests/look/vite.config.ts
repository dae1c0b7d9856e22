import react from '@vitejs/plugin-react'
import { resolve } from 'node:path'
import { defineConfig } from 'vite'
import { strictStyles } from '../../vite.config.ts'

/** Builds the kit's pages into the cache; they are for looking and testing and belong to no shipped program. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react(), strictStyles()],
  logLevel: 'warn',
  // React says its warnings, which the tests read; under "test" Ant Design would give every part the same id.
  define: { 'process.env.NODE_ENV': JSON.stringify('development') },
  build: { outDir: resolve(import.meta.dirname, '../../.cache/look'), emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 4000 },
})
