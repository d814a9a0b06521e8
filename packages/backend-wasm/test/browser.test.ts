import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { skipWithout } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { build } from 'esbuild';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BACKEND_NAME, type BackendInfo, setDeterministic } from '../src/index.ts';
import { trainLeNet } from './train-lenet.ts';

const executablePath = '/usr/bin/chromium';

interface PageResult {
  readonly sha256: string;
  readonly info: BackendInfo;
  readonly imagesPerSecond: number;
}

describe.skipIf(skipWithout('browser', existsSync(executablePath), 'chromium'))('in Chromium', () => {
  let browser: Browser;
  let server: Server;

  beforeAll(async () => {
    const entry = `${import.meta.dirname}/page.ts`;
    const options = { bundle: true, format: 'iife', platform: 'browser', write: false, logLevel: 'error' } as const;
    const { outputFiles } = await build({ entryPoints: [entry], ...options });
    server = createServer(({ url }, response) => {
      if (url === '/isolated') {
        response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
        response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
      }
      const isScript = url === '/page.js';
      response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html');
      response.end(
        isScript ? outputFiles[0]!.text : '<!doctype html><title>page</title><script src="/page.js"></script>',
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    server.close();
  });

  async function train(path: string, threads: number): Promise<PageResult> {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
    const result = await page.evaluate(`trainInPage(${threads})`);
    await page.close();
    return result as PageResult;
  }

  test('an isolated page trains on two threads, to the same bits as Node', { timeout: 120_000 }, async () => {
    const { sha256, info, imagesPerSecond } = await train('/isolated', 2);
    expect(info).toEqual({ threads: 2, simd: 'relaxed', reason: undefined });
    expect(imagesPerSecond).toBeGreaterThan(500);
    await setDeterministic(true);
    await tf.setBackend(BACKEND_NAME);
    const hash = createHash('sha256');
    for (const values of trainLeNet(32, 3)) hash.update(new Uint8Array(values.buffer));
    await setDeterministic(false);
    expect(sha256).toBe(hash.digest('hex'));
  });

  test('another page trains on one thread and says why', { timeout: 120_000 }, async () => {
    const { info } = await train('/', 2);
    expect(info.threads).toBe(1);
    expect(info.reason).toMatchInlineSnapshot(
      `"the page is not cross-origin isolated (it needs the headers Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp)"`,
    );
  });
});
