import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { skipWithout } from '@featuremap/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { entryPoints } from '../src/reference/entry-points.ts';
import { seriousFindings } from './serious-findings.ts';
import { hasChromium, launch, patience, serve } from './site.ts';

test.each(entryPoints())('the reference of $specifier lists what a program can import', async ({ specifier, path }) => {
  const index = readFileSync(join('.site/en/reference', path, 'index.html'), 'utf8');
  const names = Object.keys(await import(specifier));
  const missing = names.filter((name) => !index.includes(`/${name.toLowerCase()}/"`));
  expect(missing).toEqual([]);
});

test('the measured table of the README is on the page of benchmarks, number by number', () => {
  const readme = readFileSync('../../README.md', 'utf8');
  const page = readFileSync('.site/en/benchmarks/index.html', 'utf8');
  const rows = readme
    .split('## Measured')[1]!
    .split('\n## ')[0]!
    .match(/^\| .*, (?:training|inference) \|.*$/gm)!;
  expect(rows.length).toBeGreaterThanOrEqual(8);
  for (const number of rows.flatMap((row) => row.match(/\d[\d,]*\d(?= \|)/g)!)) expect(page).toContain(`>${number}<`);
});

describe.skipIf(skipWithout('browser', hasChromium, 'chromium'))('pages that are made from the repository', () => {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof serve>>;
  let page: Page;

  beforeAll(async () => {
    server = await serve('.site');
    browser = await launch();
    page = await browser.newPage({ viewport: { width: 360, height: 740 } });
    page.setDefaultTimeout(patience);
  });
  afterAll(async () => {
    await browser.close();
    server.close();
  });

  test.each([
    'en/reference/layers/',
    'en/reference/layers/classes/conv2d/',
    'en/reference/transforms/behind/',
    'es/reference/scratch/functions/corr2d/',
    'en/contributing/guide/',
    'es/contributing/status/',
    'en/contributing/decisions/0020-winograd/',
    '404.html',
  ])('%s says nothing on the console, fits a phone, and axe finds nothing serious', async (path) => {
    const troubles: string[] = [];
    const listen = (message: { type(): string; text(): string }) => {
      if (message.type() === 'error' || message.type() === 'warning') troubles.push(message.text());
    };
    page.on('console', listen);
    await page.goto(server.url + path);
    const found = await seriousFindings(page);
    page.off('console', listen);
    expect(found).toEqual([]);
    expect(troubles).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });

  test.each([
    ['en', 'window larger than the padded input', 'FEATUREMAP_SHAPE'],
    ['en', 'RandomRotation', 'RandomRotation'],
    ['en', 'coming from PyTorch', 'Coming from PyTorch'],
    ['es', 'vienes de Keras', 'Si vienes de Keras'],
    ['es', 'cociente hilos lote', 'Mediciones'],
  ])('in %s a search for "%s" finds %s', async (language, words, title) => {
    await page.goto(`${server.url}${language}/benchmarks/`);
    await page.getByRole('button', { name: /^(Search|Buscar)/ }).click();
    await page.locator('dialog input').first().fill(words);
    await page.locator('dialog').getByRole('link', { name: title, exact: true }).first().waitFor();
  });

  test('the language switch leads to the same page', async () => {
    await page.setViewportSize({ width: 1200, height: 740 });
    await page.goto(`${server.url}en/packages/layers/`);
    await page.getByLabel('Select language').first().selectOption({ label: 'Español' });
    await page.waitForURL(`${server.url}es/packages/layers/`);
    expect(await page.locator('h1').textContent()).toBe('@featuremap/layers');
  });

  test('a page that does not exist leads back, also from a folder deep inside', async () => {
    await page.goto(`${server.url}en/no/such/page/`);
    await page.getByRole('link', { name: 'start page' }).click();
    await page.waitForURL(`${server.url}en/`);
  });
});
