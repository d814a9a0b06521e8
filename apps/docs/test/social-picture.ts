import { join } from 'node:path';
import { buildSite, launch, serve, wake } from './site.ts';

// node test/social-picture.ts: the figure of the start page as the picture of a shared link.
buildSite('.site');
const server = await serve('.site');
const browser = await launch();
const page = await browser.newPage({ viewport: { width: 1200, height: 630 }, colorScheme: 'dark' });
await page.goto(`${server.url}en/`);
await wake(page);
const pictures = await page
  .locator('[data-figure="filter"] canvas')
  .evaluateAll((canvases: HTMLCanvasElement[]) => canvases.map((canvas) => canvas.toDataURL()));
await page.setContent(`
  <style>
    body { margin: 0; padding: 72px; color: #fff; background: #17181c; font: 33px/1.4 sans-serif }
    h1 { margin: 0; font-size: 88px }
    p { margin: 0 0 48px; color: #c0c2c7 }
    div { display: flex; gap: 24px }
    img { width: 246px; border-radius: 12px; image-rendering: pixelated }
  </style>
  <h1>Featuremap</h1>
  <p>Convolutional networks in TypeScript, one small package at a time</p>
  <div>${pictures.map((source) => `<img src="${source}">`).join('')}</div>`);
await page.waitForFunction(() => [...document.images].every((image) => image.complete));
await page.screenshot({ path: join(import.meta.dirname, '../public/social.png') });
await browser.close();
server.close();
