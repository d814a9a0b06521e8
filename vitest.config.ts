import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** For the tests of every package. The time is for hangs, not for speed: a busy machine must not fail a test. */
export default defineConfig({
  test: {
    testTimeout: 300_000,
    hookTimeout: 300_000,
    setupFiles: [join(import.meta.dirname, 'packages/testing/src/fixed-seed.ts')],
  },
});
