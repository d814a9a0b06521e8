// The packages as users bundle them: packed, installed in an empty folder, built by the common tools without any setting
// for Featuremap, and run in Chromium and in Node.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { skipWithout } from '@featuremap/testing';
import * as esbuild from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import * as vite from 'vite';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import webpack from 'webpack';
import { publicPackages, root } from '../public-packages.ts';
import { installInEmptyFolder, packAll, run } from '../tarballs/empty-folder.ts';
import { serveFolder, setHeaders } from './serve-folder.ts';

/** What the program leaves behind. */
interface Trained {
  readonly first: number;
  readonly last: number;
  readonly threads: number;
  readonly simd: string;
  readonly reason?: string;
}

const executablePath = '/usr/bin/chromium';
const NOT_ISOLATED = 'the page is not cross-origin isolated';
let folder: string;

beforeAll(() => {
  const tarballs = packAll(
    root,
    publicPackages.map(({ manifest }) => manifest.name),
  );
  folder = installInEmptyFolder(
    ['@featuremap/backend-wasm', '@featuremap/layers', '@tensorflow/tfjs-core'],
    new Map([...tarballs].filter(([name]) => /(backend-wasm|layers|errors|random|shapes)$/.test(name))),
  );
  rmSync(dirname([...tarballs.values()][0]!), { recursive: true });
  cpSync(join(import.meta.dirname, 'program'), folder, { recursive: true });
  completeImportMap(join(folder, 'modules.html'));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Adds every entry point of the installed packages to a page's import map, which cannot read their `exports`. */
function completeImportMap(page: string): void {
  const installed = publicPackages.filter(({ manifest }) => existsSync(join(folder, 'node_modules', manifest.name)));
  const entries = installed.flatMap(({ manifest: { name } }) => {
    const { exports } = JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8'));
    return Object.entries<{ default: string } | string>(exports)
      .filter(([, target]) => typeof target !== 'string')
      .map(([path, target]) => [
        join(name, path),
        `/${join('node_modules', name, (target as { default: string }).default)}`,
      ]);
  });
  const html = readFileSync(page, 'utf8');
  const map = /(?<=<script type="importmap">)[^<]*/;
  const { imports } = JSON.parse(html.match(map)![0]);
  writeFileSync(page, html.replace(map, JSON.stringify({ imports: { ...imports, ...Object.fromEntries(entries) } })));
}

/** What an expression is in the page once it is something; unlike `waitForFunction`, under any policy of the page. */
function eventually<T>(page: Page, expression: string): Promise<T> {
  return vi.waitUntil(() => page.evaluate<T | undefined>(expression), { interval: 50, timeout: 120_000 });
}

function expectLearnt({ first, last }: Trained): void {
  expect(first).toBeGreaterThan(2);
  expect(last).toBeLessThan(0.8 * first);
}

describe.skipIf(skipWithout('browser', existsSync(executablePath), 'chromium'))('in Chromium', () => {
  let browser: Browser;
  let server: Server;
  let origin: string;

  beforeAll(async () => {
    ({ origin, server } = await serveFolder(folder));
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  });

  afterAll(async () => {
    await browser.close();
    server.close();
  });

  /** Opens a page and waits until its training is done; an error of the page is an error of the test. */
  async function open(address: string): Promise<Trained> {
    const page = await browser.newPage();
    try {
      const failed = new Promise<never>((_resolve, reject) => page.on('pageerror', reject));
      failed.catch(() => undefined); // it may come before the race below looks at it
      await page.goto(address);
      return await Promise.race([eventually<Trained>(page, 'globalThis.trained'), failed]);
    } finally {
      await page.close();
    }
  }

  async function expectBoth(address: string): Promise<void> {
    const isolated = await open(`${address}?isolated`);
    expectLearnt(isolated);
    expect(isolated).toMatchObject({ threads: 2, simd: 'relaxed' });
    expect(isolated.reason).toBeUndefined();
    const alone = await open(address);
    expectLearnt(alone);
    expect(alone).toMatchObject({ threads: 1, simd: 'relaxed', reason: expect.stringContaining(NOT_ISOLATED) });
  }

  function output(name: string): string {
    const made = join(folder, 'out', name);
    mkdirSync(made, { recursive: true });
    cpSync(join(import.meta.dirname, 'bundle.html'), join(made, 'index.html'));
    return made;
  }

  const viteConfig = { configFile: false, logLevel: 'error', clearScreen: false } as const;

  test('Vite, built', async () => {
    await vite.build({ ...viteConfig, root: folder, base: './', build: { outDir: 'out/vite' } });
    await expectBoth(`${origin}/out/vite/index.html`);
  });

  test('Vite, development server', async () => {
    const headers: vite.Plugin = {
      name: 'headers',
      configureServer: ({ middlewares }) => {
        middlewares.use((request, response, next) => {
          setHeaders(request, response);
          next();
        });
      },
    };
    const server = { host: '127.0.0.1', port: 0 };
    const development = await vite.createServer({ ...viteConfig, root: folder, server, plugins: [headers] });
    try {
      await development.listen();
      await expectBoth(development.resolvedUrls!.local[0]!);
    } finally {
      await development.close();
    }
  });

  test('webpack', async () => {
    const compiler = webpack({
      mode: 'production',
      context: folder,
      entry: './main.js',
      output: { path: output('webpack'), filename: 'bundle.js' },
      performance: { hints: false },
    });
    const stats = await new Promise<webpack.Stats>((resolve, reject) => {
      compiler.run((error, result) => (result === undefined ? reject(error) : resolve(result)));
    });
    expect(stats.toJson({ all: false, errors: true, warnings: true })).toMatchObject({ errors: [], warnings: [] });
    await expectBoth(`${origin}/out/webpack/index.html`);
  });

  test('esbuild', async () => {
    const outfile = join(output('esbuild'), 'bundle.js');
    const entry = { absWorkingDir: folder, entryPoints: ['main.js'], outfile };
    const { warnings } = await esbuild.build({
      ...entry,
      bundle: true,
      minify: true,
      format: 'esm',
      logLevel: 'silent',
    });
    expect(warnings).toEqual([]);
    await expectBoth(`${origin}/out/esbuild/index.html`);
  });

  test('modules by an import map, without a bundler', () => expectBoth(`${origin}/modules.html`));

  test('plain scripts', () => expectBoth(`${origin}/scripts.html`));

  test('a strict policy is enough', async () => {
    const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src blob:";
    const trained = await open(`${origin}/scripts.html?isolated&csp=${encodeURIComponent(policy)}`);
    expectLearnt(trained);
    expect(trained).toMatchObject({ threads: 2, simd: 'relaxed' });
  });

  test('a policy that forbids workers leaves one thread and is named', async () => {
    const page = await browser.newPage();
    await page.goto(`${origin}/scripts.html?isolated&csp=${encodeURIComponent("worker-src 'none'")}`);
    await eventually(page, 'globalThis.trained && featuremapBackendWasm.backendInfo().reason');
    const info = (await page.evaluate('({ ...trained, ...featuremapBackendWasm.backendInfo() })')) as Trained;
    await page.close();
    expectLearnt(info);
    expect(info).toMatchObject({ threads: 1, reason: expect.stringContaining('content security policy') });
  });
});

describe('a bundle for Node by esbuild', () => {
  /** Runs the bundle where there are no packages around it. */
  async function runBundle(options: esbuild.BuildOptions, name: string): Promise<Trained> {
    const elsewhere = mkdtempSync(join(tmpdir(), 'featuremap-bundle-'));
    try {
      const outfile = join(elsewhere, name);
      const entry = { absWorkingDir: folder, entryPoints: ['main.js'], outfile };
      await esbuild.build({ ...entry, logLevel: 'error', bundle: true, platform: 'node', minify: true, ...options });
      return JSON.parse(run(process.execPath, [outfile], elsewhere)) as Trained;
    } finally {
      rmSync(elsewhere, { recursive: true });
    }
  }

  test('as CommonJS', async () => {
    const trained = await runBundle({ format: 'cjs' }, 'bundle.cjs');
    expectLearnt(trained);
    expect(trained).toMatchObject({ threads: 2, simd: 'relaxed' });
  });

  test('as an ES module, with the `require` that tfjs-core calls', async () => {
    const js = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
    const trained = await runBundle({ format: 'esm', banner: { js } }, 'bundle.mjs');
    expectLearnt(trained);
    expect(trained).toMatchObject({ threads: 2, simd: 'relaxed' });
  });
});
