import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') } },
  test: {
    testTimeout: 90_000,
    hookTimeout: 180_000,
    maxWorkers: 3,
    isolate: false,
    setupFiles: ['tests/fresh.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            '{app,components,infra,lib,server,tools}/**/*.test.{ts,tsx}',
            'tests/{policy,rules}/**/*.test.ts',
          ],
        },
      },
      { extends: true, test: { name: 'contract', include: ['tests/contract/**/*.test.ts'] } },
    ],
  },
})
