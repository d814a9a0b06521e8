import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { buildSite, launch, paths, patience, serve, wake } from './site.ts';

/** Brings the figures of a page that train to a state in which there is something to see. */
async function train(page: Page, path: string): Promise<void> {
  if (path === 'lessons/lenet/') {
    const [begin, pause] = await page.locator('[data-figure="lenet"] .fm-button').all();
    await begin!.click();
    await page
      .getByRole('status')
      .filter({ hasText: /^\D+ [3-9]\d\d\D/ })
      .waitFor();
    await pause!.click();
    await page.waitForTimeout(2000); // the step that runs, its test and the feature maps
  } else if (path === 'lessons/is-it-well-trained/') {
    for (const [figure, last] of [
      ['fitting', /^\D+ 30:/],
      ['committee', /%.+%.+%/],
    ] as const) {
      const trained = page.locator(`[data-figure="${figure}"]`);
      await trained.locator('.fm-button').click();
      await trained.getByRole('status').filter({ hasText: last }).waitFor();
    }
  }
}

// node test/screenshots.ts [part of a page's path]: pictures of the pages at two widths, light and dark.
const [only = ''] = process.argv.slice(2);
const folder = join(import.meta.dirname, '../screenshots');
mkdirSync(folder, { recursive: true });
buildSite('.site');
const server = await serve('.site');
const browser = await launch();
for (const language of ['en', 'es']) {
  for (const path of paths.filter((one) => one.includes(only))) {
    const page = await browser.newPage({ reducedMotion: 'reduce', serviceWorkers: 'block' });
    page.setDefaultTimeout(patience);
    await page.goto(`${server.url}${language}/${path}`);
    await wake(page);
    await train(page, path);
    for (const width of [1200, 360]) {
      await page.setViewportSize({ width, height: 900 });
      for (const theme of ['light', 'dark']) {
        await page.evaluate((chosen) => {
          document.documentElement.dataset.theme = chosen;
          scrollTo(0, 0);
        }, theme);
        const name = `${language}-${path.replaceAll('/', '-') || 'start-'}${width}-${theme}.png`;
        await page.screenshot({ path: join(folder, name), fullPage: true });
      }
    }
    await page.close();
  }
}
await browser.close();
server.close();
