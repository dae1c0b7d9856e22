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
  build: { outDir: resolve(import.meta.dirname, '../../.cache/look'), emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 4000 },
})
