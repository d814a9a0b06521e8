import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: './test/build-site.ts',
    include: ['test/**/*.test.ts', 'src/**/*.test.ts'],
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
