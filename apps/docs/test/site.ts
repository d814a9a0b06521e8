import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';

export const chromiumPath = '/usr/bin/chromium';
export const hasChromium = existsSync(chromiumPath);

const app = fileURLToPath(new URL('..', import.meta.url));
const text = fileURLToPath(new URL('../../../docs', import.meta.url));

/** How long a page may take for one thing, in ms: for hangs, not for speed. */
export const patience = 120_000;

/** The site is tested under a sub-path, where a link that forgets the base breaks. */
export const base = '/sub/path/';

/** The pages of a language, as paths behind it: '' and 'lessons/pooling/'. */
export const paths = globSync('**/*.mdx', { cwd: join(text, 'en') })
  .map((file) => file.replace(/\.mdx$/, '/').replace(/(^|\/)index\/$/, '$1'))
  .sort();

/** Builds the site into a folder of its own. */
export function buildSite(folder: string): void {
  rmSync(join(app, folder), { recursive: true, force: true });
  execFileSync(process.execPath, [join(app, 'node_modules/astro/bin/astro.mjs'), 'build', '--outDir', folder], {
    cwd: app,
    // Vitest sets NODE_ENV to 'test', which would build the site without its search.
    env: { ...process.env, NODE_ENV: 'production', FEATUREMAP_BASE: base, ASTRO_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

const types: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** A server of static files on a free port. */
export async function serve(folder: string): Promise<{ url: string; close: () => void }> {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url!, 'http://localhost').pathname);
    const file = join(app, folder, path.slice(base.length), path.endsWith('/') ? 'index.html' : '');
    if (!path.startsWith(base) || path.includes('..') || !existsSync(file)) {
      response.writeHead(404, { 'Content-Type': 'text/html' }).end(readFileSync(join(app, folder, '404.html')));
      return;
    }
    response.writeHead(200, {
      'Content-Type': types[extname(file)] ?? 'application/octet-stream',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
    });
    response.end(readFileSync(file));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${port}${base}`, close };
}

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** Brings every island into view, which starts it, and waits until all figures and exercises run. */
export async function wake(page: Page): Promise<void> {
  for (const place of await page.locator('[data-live]').all()) await place.scrollIntoViewIfNeeded();
  await page.waitForFunction(() => !document.querySelector('[data-live="false"]'));
}
