import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { skipWithout } from '@featuremap/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seriousFindings } from './serious-findings.ts';
import { base, hasChromium, launch, paths, patience, serve, wake } from './site.ts';

/** Gives each exercise of the page wrong answers, none, and the right one. */
async function expectExercisesToJudge(page: Page): Promise<void> {
  const exercises = await page.locator('[data-exercise]').all();
  expect(exercises.length).toBeGreaterThanOrEqual(2);
  for (const exercise of exercises) {
    const answer = (await exercise.getAttribute('data-exercise'))!;
    const field = exercise.getByRole('textbox');
    const verdict = exercise.locator('[role="status"]');
    for (const [given, expected] of [
      [answer.replace(/\d+$/, (last) => `${Number(last) + 1}`), 'wrong'],
      ['?', 'unreadable'],
      [`${answer} 0`, 'unreadable'],
      [answer, 'right'],
    ] as const) {
      await field.fill(given);
      await field.press('Enter');
      expect(await verdict.getAttribute('data-verdict'), given).toBe(expected);
    }
    expect((await verdict.textContent())!.length, 'a reason').toBeGreaterThan(15);
  }
}

/** Bytes after gzip of the scripts at these addresses and in the page itself. */
async function scriptBytes(page: Page, urls: Iterable<string>): Promise<number> {
  const files = Array.from(urls, (url) => readFileSync(join('.site', new URL(url).pathname.slice(base.length))));
  const inline = await page.locator('script:not([src])').allTextContents();
  const sizes = [...files, ...inline].map((script) => gzipSync(script).length);
  return sizes.reduce((sum, size) => sum + size, 0);
}

describe.skipIf(skipWithout('browser', hasChromium, 'chromium'))('every page', () => {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof serve>>;

  beforeAll(async () => {
    server = await serve('.site');
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
    server.close();
  });

  describe.each(['en', 'es'])('in %s', (language) => {
    test.each(paths)('%s', async (path) => {
      const context = await browser.newContext({
        colorScheme: language === 'en' ? 'light' : 'dark',
        viewport: { width: 1200, height: 300 },
        serviceWorkers: 'block',
      });
      const page = await context.newPage();
      page.setDefaultTimeout(patience);
      const troubles: string[] = [];
      const scripts = new Set<string>();
      page.on('console', (message) => {
        const isBlocked = message.text().startsWith('Service Worker registration blocked');
        if (!isBlocked && ['error', 'warning'].includes(message.type())) troubles.push(message.text());
      });
      page.on('pageerror', (error) => troubles.push(error.message));
      page.on('response', (answer) => {
        if (answer.status() >= 400) troubles.push(`${answer.status()} ${answer.url()}`);
        if (answer.request().resourceType() === 'script') scripts.add(answer.url());
      });
      page.on('request', (request) => {
        const { origin, protocol } = new URL(request.url());
        const own = origin === new URL(server.url).origin || protocol === 'data:' || protocol === 'blob:';
        if (!own) troubles.push(`a request leaves the origin: ${request.url()}`);
      });

      await page.goto(`${server.url}${language}/${path}`);
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
      expect(await scriptBytes(page, scripts), 'bytes of script before a figure starts').toBeLessThan(200_000);

      await wake(page);
      if (path.startsWith('lessons/')) await expectExercisesToJudge(page);
      expect(await seriousFindings(page)).toEqual([]);

      await page.setViewportSize({ width: 360, height: 740 });
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, 'pixels wider than a phone').toBeLessThanOrEqual(0);
      expect(troubles).toEqual([]);
      await context.close();
    });
  });

  /** The search loads when the page is idle, which a browser that trains in another test may put off for minutes. */
  const lateSearch = { retry: 1 };

  test.each([
    ['es-AR', 'es', 'relleno', 'Relleno y stride'],
    ['fr-FR', 'en', 'padding', 'Padding and stride'],
  ])(
    'a reader with %s arrives at %s and finds a lesson by search',
    lateSearch,
    async (locale, language, words, lesson) => {
      const page = await browser.newPage({ locale, serviceWorkers: 'block' });
      page.setDefaultTimeout(patience);
      const refused: string[] = [];
      page.on('console', (message) => message.type() === 'error' && refused.push(message.text()));
      page.on('pageerror', (error) => refused.push(error.message));
      await page.goto(server.url);
      await page.waitForURL(`${server.url}${language}/`);
      await page.locator('[data-open-modal]:enabled').waitFor(); // before its script runs, the key does nothing
      await page.keyboard.press('Control+k');
      await page.getByRole('searchbox').or(page.locator('dialog input')).first().fill(words);
      const found = page.locator('dialog').getByRole('link', { name: lesson }).first();
      await found.click();
      await page.waitForURL(/padding-and-stride/);
      expect(refused).toEqual([]);
      await page.close();
    },
  );
});
