import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: './test/build-site.ts',
    include: ['test/**/*.test.ts', 'src/**/*.test.ts'],
    maxWorkers: 2,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
