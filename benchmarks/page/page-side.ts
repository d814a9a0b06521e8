import type { Server } from 'node:http';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Answer, Request } from '../protocol.ts';
import type { Side } from '../side.ts';
import { launchChromium } from './launch-chromium.ts';
import { servePage } from './serve-page.ts';

/** Our side in a page of headless Chromium, which is cross-origin isolated. */
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

  /** Undefined where there is no Chromium. */
  static async start(): Promise<PageSide | undefined> {
    const browser = await launchChromium();
    if (browser === undefined) return undefined;
    const { address, server } = await servePage(join(import.meta.dirname, 'page.ts'));
    const page = await browser.newPage();
    await page.goto(address);
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
