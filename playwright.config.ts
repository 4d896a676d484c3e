import { defineConfig, devices } from '@playwright/test'

const port = Number(process.env.PORT ?? 3100)
const base = process.env.BASE_URL ?? `http://localhost:${port}`

/** What a headless Chromium needs on machines without a display, a sandbox, or the internet. */
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
]

/** What breaks or counts the whole shop has it to itself, when all the others are done. */
const alone = /(faults|shop-budgets)\.spec\.ts/
/** What overfills it has a shop of its own. */
const overfilled = /odd-goods\.spec\.ts/
/** What takes long, and stands beside the way from the list to the order: for the full suite. */
const further = /(account-security|compare|list|offline|reviews|steadiness|wishlists)\.spec\.ts/
const desktop = { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 } }

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    baseURL: base,
    // What a worker asks for is out of the tests' sight; those of the worker itself let it come.
    serviceWorkers: 'block',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: { args, executablePath: process.env.CHROMIUM_PATH },
  },
  projects: [
    {
      name: 'desktop',
      testIgnore: [alone, overfilled, further],
      grepInvert: /@narrow|@matrix/,
      use: desktop,
    },
    {
      name: 'mobile',
      use: { ...devices['Pixel 7'], viewport: { width: 360, height: 740 } },
      testIgnore: [alone, overfilled],
      grep: /@mobile|@narrow/,
      grepInvert: /@matrix/,
    },
    {
      // What the full suite adds: pages in every light and at the other width.
      name: 'matrix',
      testIgnore: [alone, overfilled],
      grep: /@narrow|@matrix/,
      use: desktop,
    },
    {
      name: 'further',
      testMatch: further,
      grepInvert: /@narrow|@matrix/,
      use: desktop,
    },
    {
      name: 'overfilled',
      testMatch: overfilled,
      fullyParallel: false,
      workers: 1,
      use: desktop,
    },
    {
      // What the full suite compares with the references, in a shop whose clock it sets.
      name: 'pictures',
      testDir: 'tests/visual',
      timeout: 90_000,
      use: { ...devices['Desktop Chrome'] },
    },
    {
      name: 'alone',
      testMatch: alone,
      fullyParallel: false,
      workers: 1,
      dependencies: ['desktop', 'mobile'],
      use: desktop,
    },
  ],
  webServer: process.env.BASE_URL
    ? undefined
    : {
        command: 'node tools/start.mjs',
        url: `${base}/en-GB`,
        timeout: 240_000,
        gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
        env: { PORT: String(port), DATA_DIR: process.env.TEST_DATA_DIR ?? '.data/e2e', LOG_LEVEL: 'warn' },
        stdout: 'pipe',
      },
})
