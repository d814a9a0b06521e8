import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildSite, launch, paths, serve, wake } from './site.ts';

// node test/screenshots.ts [part of a page's path]: pictures of the pages at two widths, light and dark.
const [only = ''] = process.argv.slice(2);
const folder = join(import.meta.dirname, '../screenshots');
mkdirSync(folder, { recursive: true });
buildSite('.site');
const server = await serve('.site');
const browser = await launch();
for (const language of ['en', 'es']) {
  for (const path of paths.filter((one) => one.includes(only))) {
    for (const [width, colorScheme] of [
      [1200, language === 'en' ? 'light' : 'dark'],
      [360, language === 'en' ? 'dark' : 'light'],
    ] as const) {
      const page = await browser.newPage({
        viewport: { width, height: 900 },
        colorScheme,
        reducedMotion: 'reduce',
        serviceWorkers: 'block',
      });
      await page.goto(`${server.url}${language}/${path}`);
      await wake(page);
      await page.evaluate(() => scrollTo(0, 0));
      const name = `${language}-${path.replaceAll('/', '-') || 'start-'}${width}-${colorScheme}.png`;
      await page.screenshot({ path: join(folder, name), fullPage: true });
      await page.close();
    }
  }
}
await browser.close();
server.close();
