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
import { type TrainingName, trainingNames, trainings } from './trainings.ts';

const executablePath = '/usr/bin/chromium';

interface Trained {
  readonly sha256: string;
  readonly info: BackendInfo;
}

interface Measured {
  readonly imagesPerSecond: number;
  readonly info: BackendInfo;
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
  });

  afterAll(async () => {
    await browser.close();
    server.close();
  });

  async function inPage<Result>(path: string, call: string): Promise<Result> {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
    const result = await page.evaluate(call);
    await page.close();
    return result as Result;
  }

  const train = (path: string, name: TrainingName, threads: number) =>
    inPage<Trained>(path, `trainInPage(${JSON.stringify(name)}, ${threads})`);

  test.each(trainingNames)('1 and 2 threads come to the same bits as Node: %s', async (name) => {
    await setDeterministic(true);
    await tf.setBackend(BACKEND_NAME);
    const hash = createHash('sha256');
    for (const values of trainings[name]()) hash.update(new Uint8Array(values.buffer));
    await setDeterministic(false);
    const sha256 = hash.digest('hex');
    for (const threads of [1, 2]) {
      const info = { threads, simd: 'plain', reason: undefined };
      expect(await train('/isolated', name, threads)).toEqual({ sha256, info });
    }
  });

  test('an isolated page trains on two threads with relaxed SIMD', async () => {
    const { info, imagesPerSecond } = await inPage<Measured>('/isolated', 'measureInPage(2)');
    expect(info).toEqual({ threads: 2, simd: 'relaxed', reason: undefined });
    expect(imagesPerSecond).toBeGreaterThan(500);
  });

  test('workers have started before the page computes', async () => {
    expect(await inPage('/isolated', 'countWorkersInPage(3)')).toBe(2);
  });

  test('another page trains on one thread and says why', async () => {
    const { info } = await train('/', trainingNames[0]!, 2);
    expect(info.threads).toBe(1);
    expect(info.reason).toMatchInlineSnapshot(
      `"the page is not cross-origin isolated (it needs the headers Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp)"`,
    );
  });
});
