// The ImageFolder of a page, with folders and archives as a person gives them to Chromium.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { encodeImage } from '@featuremap/images';
import { bundleForBrowser, findChromium, skipWithout } from '@featuremap/testing';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DataLoader } from '../src/index.ts';
import { ImageFolder } from '../src/node/index.ts';
import { zip } from './archives.ts';

const program = `
  import { DataLoader } from '@featuremap/datasets';
  import { ImageFolder } from '@featuremap/datasets/browser';

  /** What a person would see of the folder. */
  globalThis.report = async (source) => {
    try {
      const folder = await ImageFolder.open(source, { onError: 'skip' });
      const { classes, paths, skipped } = folder;
      const loader = new DataLoader(folder, { batchSize: 2 });
      const batches = [];
      for await (const { images, labels } of loader) batches.push([[...labels], [...images]]);
      return { classes, paths, skipped, batches, unread: [...loader.skipped] };
    } catch (error) {
      return error.sentence ?? String(error);
    }
  };
  globalThis.dropped = new Promise((resolve) => {
    document.ondragover = (event) => event.preventDefault();
    document.ondrop = (event) => {
      event.preventDefault();
      resolve(report(event.dataTransfer));
    };
  });
  globalThis.picked = (input) => report(input.files);
  globalThis.zipped = (bytes) => report(Uint8Array.from(bytes));
  globalThis.handled = async () => {
    const root = await navigator.storage.getDirectory();
    const write = async (folder, name, content) => {
      const stream = await (await folder.getFileHandle(name, { create: true })).createWritable();
      await stream.write(content);
      await stream.close();
    };
    const picture = await (await fetch('/1.png')).blob();
    for (const name of ['dog', 'cat', 'none']) {
      const folder = await root.getDirectoryHandle(name, { create: true });
      if (name === 'none') continue;
      await write(folder, '2.png', picture);
      await write(await folder.getDirectoryHandle('sub', { create: true }), '1.PNG', picture);
    }
    return report(root);
  };
`;

const executablePath = findChromium();

describe.skipIf(skipWithout('browser', executablePath !== undefined, 'chromium'))('in Chromium', () => {
  let browser: Browser;
  let server: Server;
  let folder: string;
  let png: Uint8Array;

  beforeAll(async () => {
    png = await encodeImage({ data: Uint8Array.of(255, 0, 0, 0, 51, 0), width: 2, height: 1, channels: 3 });
    const script = await bundleForBrowser(program, `${import.meta.dirname}/..`);
    server = createServer(({ url }, response) => {
      if (url === '/1.png') response.end(png);
      else
        response.setHeader('content-type', 'text/html').end(`<!doctype html><script type="module">${script}</script>`);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    browser = await chromium.launch({ executablePath: executablePath!, args: ['--no-sandbox'] });
    folder = mkdtempSync(join(tmpdir(), 'pets é-'));
    const write = (path: string, content: Uint8Array | string) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    };
    for (const path of ['cat/2.png', 'cat/10.png', 'cat/sub/é.png', 'dog/a b.png']) write(path, png);
    write('dog/torn.png', png.subarray(0, 40));
    write('dog/old.bmp', 'BM');
    write('dog/notes.txt', 'woof');
    write('list.txt', 'cat, dog');
  });

  afterAll(async () => {
    await browser?.close();
    server?.closeAllConnections();
    server?.close();
    rmSync(folder, { recursive: true });
  });

  async function onPage<T>(act: (page: Page) => Promise<T>): Promise<T> {
    const page = await browser.newPage();
    try {
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      return await act(page);
    } finally {
      await page.close();
    }
  }

  /** What Node reads from the same folder. */
  async function inNode() {
    const pets = new ImageFolder(folder, { onError: 'skip' });
    const loader = new DataLoader(pets, { batchSize: 2 });
    const batches: unknown[] = [];
    for await (const { images, labels } of loader) batches.push([[...labels], [...images]]);
    const relative = (path: string) => path.slice(folder.length + 1);
    return {
      classes: pets.classes,
      paths: pets.paths.map(relative),
      skipped: pets.skipped.map(({ path, reason }) => ({ path: relative(path), reason })),
      batches,
      unread: [[4, 'decodeImage: dog/torn.png cannot be decoded: it is truncated, corrupt or no image']],
    };
  }

  const drop = (files: string[]) =>
    onPage(async (page) => {
      const session = await page.context().newCDPSession(page);
      const data = { items: [], files, dragOperationsMask: 1 };
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
        await session.send('Input.dispatchDragEvent', { type, x: 50, y: 50, data });
      }
      return page.evaluate('dropped');
    });

  test('a dropped folder, and dropped classes', async () => {
    expect(await drop([folder])).toEqual(await inNode());
    expect(await drop([join(folder, 'dog'), join(folder, 'cat')])).toEqual(await inNode());
  });

  test('a dropped and a picked zip archive', async () => {
    const path = join(folder, '../pets.zip');
    writeFileSync(path, zip({ 'pets/dog/1.png': png, 'pets/cat/': '', 'pets/cat/sub/2.png': png }));
    const expected = { classes: ['cat', 'dog'], paths: ['cat/sub/2.png', 'dog/1.png'], unread: [] };
    expect(await drop([path])).toMatchObject(expected);
    const picked = await onPage(async (page) => {
      await page.evaluate(`document.body.innerHTML = '<input type="file">'`);
      await page.setInputFiles('input', path);
      return page.evaluate(`picked(document.querySelector('input'))`);
    });
    expect(picked).toMatchObject(expected);
    rmSync(path);
  });

  test('a picked folder', async () => {
    const report = await onPage(async (page) => {
      await page.evaluate(`document.body.innerHTML = '<input type="file" webkitdirectory>'`);
      await page.setInputFiles('input', folder);
      return page.evaluate(`picked(document.querySelector('input'))`);
    });
    expect(report).toEqual(await inNode());
  });

  test('a directory handle', async () => {
    expect(await onPage((page) => page.evaluate('handled()'))).toMatchObject({
      classes: ['cat', 'dog'],
      paths: ['cat/2.png', 'cat/sub/1.PNG', 'dog/2.png', 'dog/sub/1.PNG'],
      skipped: [{ path: 'none/', reason: 'the class has no image' }],
      unread: [],
    });
  });

  test('an archive that is torn, and one with a bomb', async () => {
    const archive = zip({ 'cat/1.png': png, 'cat/2.png': new Uint8Array(120_000_000) });
    expect(archive.length).toBeLessThan(200_000);
    const report = (bytes: Uint8Array) => onPage((page) => page.evaluate(`zipped([${bytes}])`));
    expect(await report(archive.subarray(0, 100))).toMatchInlineSnapshot(
      `"ImageFolder: the zip archive cannot be read"`,
    );
    expect(await report(archive)).toMatchObject({
      paths: ['cat/1.png', 'cat/2.png'],
      unread: [[1, 'ImageFolder: the zip archive: cat/2.png has 120000000 bytes when unpacked, more than 100000000']],
    });
  });
});
