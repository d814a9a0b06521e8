import { skipWithout } from '@featuremap/testing';
import type { Browser, Locator, Page } from 'playwright-core';
import { test as base, describe } from 'vitest';
import { hasChromium, launch, patience, serve, wake } from '../site.ts';

interface Fixtures {
  readonly browser: Browser;
  /** Where the site begins. */
  readonly url: string;
  /** A new page, without the site's service worker. */
  readonly page: Page;
  /** Opens a page of the site and returns its first figure of that name. */
  readonly open: (path: string, figure: string) => Promise<Locator>;
  /** The table of a figure whose caption begins so. */
  readonly table: (figure: Locator, caption: string) => Locator;
}

/** A test with a page of its own; the browser and the server are those of the file. */
export const test = base.extend<Fixtures>({
  browser: [
    // biome-ignore lint/correctness/noEmptyPattern: Vitest reads what a fixture needs from the pattern
    async ({}, use) => {
      const browser = await launch();
      await use(browser);
      await browser.close();
    },
    { scope: 'file' },
  ],
  url: [
    // biome-ignore lint/correctness/noEmptyPattern: Vitest reads what a fixture needs from the pattern
    async ({}, use) => {
      const server = await serve('.site');
      await use(server.url);
      server.close();
    },
    { scope: 'file' },
  ],
  page: async ({ browser }, use) => {
    const page = await browser.newPage({ serviceWorkers: 'block' });
    page.setDefaultTimeout(patience);
    await use(page);
    await page.close();
  },
  open: async ({ page, url }, use) => {
    await use(async (path, figure) => {
      await page.goto(`${url}${path}`);
      await wake(page);
      return page.locator(`[data-figure="${figure}"]`).first();
    });
  },
  table: async ({ page }, use) => {
    await use((figure, caption) =>
      figure.locator('table', { has: page.locator('caption', { hasText: new RegExp(`^${caption}`) }) }),
    );
  },
});

export const describeFigures = describe.skipIf(skipWithout('browser', hasChromium, 'chromium'));

/** The numbers of a table, row by row; a cell that is not known yet is NaN. */
export async function numbersOf(table: Locator): Promise<number[][]> {
  const texts = await table.evaluate((element: HTMLTableElement) =>
    Array.from(element.rows, (row) => Array.from(row.cells, (cell) => cell.textContent.trim())),
  );
  return texts.map((row) =>
    row.map((text) => Number(text.replace('−∞', '-Infinity').replace('−', '-').replace('·', 'NaN'))),
  );
}

export async function slide(figure: Locator, label: string, value: number): Promise<void> {
  await figure.getByLabel(label, { exact: true }).fill(`${value}`);
}
