import { skipWithout } from '@featuremap/testing';
import { describe, expect, test } from 'vitest';
import { hasChromium, launch, patience, serve, wake } from './site.ts';

describe.skipIf(skipWithout('browser', hasChromium, 'chromium'))('without a network', () => {
  test('another lesson opens after the first load, with its figures, its threads, and data once fetched', async () => {
    const server = await serve('.site');
    const browser = await launch();
    const page = await browser.newPage();
    page.setDefaultTimeout(patience);
    await page.goto(`${server.url}en/lessons/pooling/`);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    const fetchPart = (name: string) =>
      page.evaluate(
        (url) =>
          fetch(url).then(
            async (answer) => (await answer.arrayBuffer()).byteLength,
            () => 'none',
          ),
        `${server.url}fashion-mnist/${name}.bin`,
      );
    const bytes = await fetchPart('test-0');
    expect(bytes).toBeGreaterThan(800_000);
    server.close();

    const troubles: string[] = [];
    page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
    for (const [language, output] of [
      ['en', 'Output'],
      ['es', 'Salida'],
    ] as const) {
      await page.goto(`${server.url}${language}/lessons/channels/`);
      await wake(page);
      const figure = page.locator('[data-figure="channels"]');
      await figure.getByRole('slider').press('End');
      expect(await figure.locator('table', { hasText: output }).textContent()).toMatch(/56\s*72\s*104\s*120/);
      expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    }
    expect(troubles).toEqual([]);
    expect([await fetchPart('test-0'), await fetchPart('train-9')]).toEqual([bytes, 'none']);
    await browser.close();
  });
});
