import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { Answer, Request } from '../protocol.ts';
import type { Side } from '../side.ts';

const executablePath = '/usr/bin/chromium';
const data = join(import.meta.dirname, '../../packages/fashion-mnist/data');

/** Our side in a page of headless Chromium: a minified bundle, served to this machine and cross-origin isolated. */
export class PageSide implements Side {
  readonly name = 'page';
  readonly version: string;
  readonly #browser: Browser;
  readonly #server: Server;
  readonly #page: Page;

  private constructor(browser: Browser, server: Server, page: Page) {
    this.version = `Chromium ${browser.version()}`;
    this.#browser = browser;
    this.#server = server;
    this.#page = page;
  }

  /** Whether there is a Chromium to start. */
  static get isHere(): boolean {
    return existsSync(executablePath);
  }

  static async start(): Promise<PageSide> {
    const server = await serve(await bundle());
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    return new PageSide(browser, server, page);
  }

  measure(request: Request): Promise<Answer> {
    return this.#page.evaluate(`measure(${JSON.stringify(request)})`);
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    this.#server.close();
  }
}

async function bundle(): Promise<string> {
  const entryPoints = [join(import.meta.dirname, 'page.ts')];
  const { outputFiles } = await build({ entryPoints, bundle: true, minify: true, format: 'esm', write: false });
  return outputFiles[0]!.text;
}

async function serve(script: string): Promise<Server> {
  const server = createServer(({ url = '/' }, response) => {
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
    if (/^\/[\w-]+\.gz$/.test(url)) response.end(readFileSync(join(data, url)));
    else if (url === '/page.js') response.setHeader('Content-Type', 'text/javascript').end(script);
    else if (url === '/') response.setHeader('Content-Type', 'text/html').end(html);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

const html = '<!doctype html><title>bench</title><script type="module" src="/page.js"></script>';
