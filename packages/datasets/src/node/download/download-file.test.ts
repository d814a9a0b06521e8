import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { rejectionOf } from '@featuremap/testing';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { downloadFile } from './download-file.ts';
import { checkDownload, type DownloadOptions, type DownloadProgress } from './download-options.ts';

const content = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 31 + (i >> 8)) % 251);
const sha256 = createHash('sha256').update(content).digest('hex');

let folder: string;
let path: string;
let server: Server;
let origin: string;
/** What the server was asked for, and how. */
let asked: string[];
/** How the server answers; its third argument says how many requests came before. */
let answer: (request: IncomingMessage, response: ServerResponse, before: number) => void;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'download é-'));
  path = join(folder, 'sub/data.bin');
  asked = [];
  server = createServer((request, response) => {
    const before = asked.push(`${request.url} ${request.headers.range ?? 'all'}`) - 1;
    answer(request, response, before);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

const remedy = 'put data.bin into sub';
const file = (changes: object = {}) => ({ path, sha256, maxBytes: 1_000_000, remedy, ...changes });
const fetchIt = (options: DownloadOptions = {}, changes: object = {}) =>
  downloadFile('test', file(changes), checkDownload('test', { mirrors: [`${origin}/a`], ...options }, [])!);

const messageOf = async (act: () => unknown) =>
  (await rejectionOf(act))
    .replaceAll(folder, 'FOLDER')
    .replaceAll(origin, 'ORIGIN')
    .replace(/127.0.0.1:\d+/, 'ORIGIN');

/** Sends the bytes that a Range request asks for. */
function sendRange(request: IncomingMessage, response: ServerResponse) {
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  if (request.headers.range === undefined) return response.setHeader('content-length', content.length).end(content);
  if (from >= content.length) return response.writeHead(416, { 'content-range': `bytes */${content.length}` }).end();
  const headers = { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` };
  return response.writeHead(206, headers).end(content.subarray(from));
}

/** Sends some bytes of what is asked for and breaks the connection off when they are there. */
async function sendSome(request: IncomingMessage, response: ServerResponse, count: number) {
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  const range = { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` };
  response.writeHead(from > 0 ? 206 : 200, { 'content-length': content.length - from, ...(from > 0 && range) });
  response.write(content.subarray(from, from + count));
  const parts = () => readdirSync(join(folder, 'sub')).map((name) => statSync(join(folder, 'sub', name)).size);
  await vi.waitUntil(() => Math.max(...parts()) >= from + count, { interval: 5, timeout: 30_000 });
  response.destroy();
}

const expectWhole = () => {
  expect(readFileSync(path)).toEqual(Buffer.from(content));
  expect(readdirSync(join(folder, 'sub'))).toEqual(['data.bin']);
};

test('a whole file, with its progress', async () => {
  answer = sendRange;
  const told: DownloadProgress[] = [];
  await fetchIt({ onProgress: (progress) => told.push(progress) });
  expectWhole();
  expect(asked).toEqual(['/a/data.bin all']);
  expect(told.at(-1)).toEqual({ file: 'data.bin', bytes: 300_000, total: 300_000, rate: expect.any(Number) });
  expect(told.at(-1)!.rate).toBeGreaterThan(0);
  expect(told.map(({ bytes }) => bytes)).toEqual([...new Set(told.map(({ bytes }) => bytes))].sort((a, b) => a - b));
});

test('a connection that breaks off is taken up where it was', async () => {
  answer = (request, response, before) =>
    before < 2 ? sendSome(request, response, 100_000) : void sendRange(request, response);
  await fetchIt();
  expectWhole();
  expect(asked).toEqual(['/a/data.bin all', '/a/data.bin bytes=100000-', '/a/data.bin bytes=200000-']);
});

test('a server that cannot send a part sends the whole again', async () => {
  answer = (request, response, before) => {
    if (before === 0) sendSome(request, response, 100_000);
    else response.end(content);
  };
  await fetchIt();
  expectWhole();
  expect(asked).toEqual(['/a/data.bin all', '/a/data.bin bytes=100000-']);
});

test('a server that sends other bytes than those asked for is not trusted', async () => {
  answer = (request, response, before) => {
    if (before === 0) sendSome(request, response, 100_000);
    else if (before === 1) {
      response.writeHead(206, { 'content-range': 'bytes 0-299999/300000' }).end(content);
    } else sendRange(request, response);
  };
  await fetchIt();
  expectWhole();
  expect(asked.at(-1)).toBe('/a/data.bin all');
});

describe('what an earlier download left', () => {
  const leave = (name: string, bytes: Uint8Array) => {
    rmSync(join(folder, 'sub'), { recursive: true, force: true });
    mkdtempSync(join(folder, 'x'));
    writeFileSync(join(folder, name), bytes);
  };
  beforeEach(() => {
    path = join(folder, 'data.bin');
    answer = sendRange;
  });
  /** The id of a process that has ended. */
  const ended = async () => {
    const { spawn } = await import('node:child_process');
    const child = spawn(process.execPath, ['-e', '']);
    await new Promise((exit) => child.on('exit', exit));
    return child.pid!;
  };

  test('is taken up, also when all bytes are there', async () => {
    for (const length of [200_000, 300_000]) {
      leave('data.bin.part', content.subarray(0, length));
      rmSync(path, { force: true });
      await fetchIt();
      expect(readFileSync(path)).toEqual(Buffer.from(content));
      expect(asked.at(-1)).toBe(`/a/data.bin bytes=${length}-`);
    }
  });

  test('is begun anew when its bytes are wrong, or too many', async () => {
    for (const part of [new Uint8Array(200_000), new Uint8Array(400_000)]) {
      asked = [];
      leave('data.bin.part', part);
      rmSync(path, { force: true });
      await fetchIt();
      expect(readFileSync(path)).toEqual(Buffer.from(content));
      expect(asked).toEqual([`/a/data.bin bytes=${part.length}-`, '/a/data.bin all']);
    }
  });

  test('is taken up from a process that has died, not from one that lives', async () => {
    leave(`data.bin.${hostname()}-${process.pid}-99.part`, content.subarray(0, 1000));
    leave(`data.bin.${hostname()}-${await ended()}-3.part`, content.subarray(0, 500));
    await fetchIt();
    expect(asked).toEqual(['/a/data.bin bytes=500-']);
    expect(readdirSync(folder).filter((name) => name.endsWith('.part')).length).toBe(1);
  });

  test('is taken up from another machine when it is old', async () => {
    for (const hours of [0.5, 2]) {
      leave('data.bin.elsewhere-1-1.part', content.subarray(0, 500));
      const time = Date.now() / 1000 - hours * 3600;
      utimesSync(join(folder, 'data.bin.elsewhere-1-1.part'), time, time);
      rmSync(path, { force: true });
      await fetchIt();
    }
    expect(asked).toEqual(['/a/data.bin all', '/a/data.bin bytes=500-']);
  });
});

test('two downloads at the same time do not spoil each other', async () => {
  answer = (request, response, before) =>
    before < 4 ? sendSome(request, response, 70_000) : void sendRange(request, response);
  await Promise.all([fetchIt(), fetchIt(), fetchIt()]);
  expectWhole();
});

test('nor do two processes', async () => {
  answer = sendRange;
  const built = new URL('../../../dist/node/download/download-file.js', import.meta.url).href;
  const options = { mirrors: [`${origin}/a/`], retries: 0, timeout: 30 };
  const program = `
    import { downloadFile } from '${built}';
    await downloadFile('test', ${JSON.stringify(file())}, { ...${JSON.stringify(options)}, onProgress() {} });
  `;
  const run = promisify(execFile);
  const start = () => run(process.execPath, ['--input-type=module', '--eval', program]);
  await Promise.all([start(), start()]);
  expectWhole();
  expect(asked.length).toBeGreaterThan(0);
});

test('the mirrors are tried in order', async () => {
  answer = (request, response) => {
    if (request.url === '/a/data.bin') response.writeHead(404).end();
    else if (request.url === '/b/data.bin') response.end('a page');
    else if (request.url === '/c/data.bin') response.writeHead(200, { 'content-encoding': 'gzip' }).end();
    else sendRange(request, response);
  };
  await fetchIt({ mirrors: ['a', 'b/', 'c', 'd'].map((name) => `${origin}/${name}`) });
  expectWhole();
  expect(asked).toEqual(['a', 'b', 'c', 'd'].map((name) => `/${name}/data.bin all`));
});

test('an abort ends it at once, and the next download goes on', async () => {
  const abort = new AbortController();
  answer = (request, response, before) => {
    if (before > 0) sendRange(request, response);
    else response.writeHead(200, { 'content-length': content.length }).write(content.subarray(0, 100_000));
  };
  const reason = new Error('enough');
  const aborted = fetchIt({ signal: abort.signal, onProgress: () => abort.abort(reason) });
  await expect(aborted).rejects.toBe(reason);
  expect(existsSync(path)).toBe(false);
  await fetchIt();
  expectWhole();
  expect(asked[1]).toMatch(/^\/a\/data.bin bytes=[1-9]\d*-$/);
  await expect(fetchIt({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});

test('what cannot be had', async () => {
  answer = (_request, response) => response.end('a page');
  expect(await messageOf(() => fetchIt())).toMatchInlineSnapshot(`
    "test: data.bin cannot be downloaded into FOLDER/sub
      Received  ORIGIN/a/data.bin: 6 bytes of SHA-256 9a8eeff1d0bc6b9b7acf170b1168d6d07f193dc770d4c1864b03e48d775e8d1a, not 06204ce600058f85b7680c73e7707a37d7a5fbe2dbfb040db2a8bda3f0f9760d
      Try       put data.bin into sub"
  `);
  asked = [];
  answer = (request, response) => sendSome(request, response, 50_000);
  expect(await messageOf(() => fetchIt({ retries: 2 }))).toMatch(
    /Received {2}ORIGIN.a.data.bin: (other side closed|terminated|read ECONNRESET)/,
  );
  expect(asked).toEqual(['/a/data.bin all', '/a/data.bin bytes=50000-', '/a/data.bin bytes=100000-']);
  answer = (_request, response) => response.writeHead(503).end();
  expect(await messageOf(() => fetchIt({ retries: 0 }))).toMatchInlineSnapshot(`
    "test: data.bin cannot be downloaded into FOLDER/sub
      Received  ORIGIN/a/data.bin: 503 Service Unavailable
      Try       put data.bin into sub"
  `);
  answer = () => undefined;
  expect(await messageOf(() => fetchIt({ retries: 0, timeout: 0.05 }))).toMatchInlineSnapshot(`
    "test: data.bin cannot be downloaded into FOLDER/sub
      Received  ORIGIN/a/data.bin: no byte for 0.05 s
      Try       put data.bin into sub"
  `);
  answer = (_request, response) => response.end(content);
  expect(await messageOf(() => fetchIt({}, { maxBytes: 100_000 }))).toMatchInlineSnapshot(`
    "test: data.bin cannot be downloaded into FOLDER/sub
      Received  ORIGIN/a/data.bin: 300000 bytes, more than the 100000 that the file may have
      Try       put data.bin into sub"
  `);
  answer = (_request, response) => {
    response.write(content.subarray(0, 200_000));
    response.end(content.subarray(200_000));
  };
  expect(await messageOf(() => fetchIt({}, { maxBytes: 100_000 }))).toMatchInlineSnapshot(`
    "test: data.bin cannot be downloaded into FOLDER/sub
      Received  ORIGIN/a/data.bin: 200000 bytes, more than the 100000 that the file may have
      Try       put data.bin into sub"
  `);
  server.closeAllConnections();
  server.close();
  expect(await messageOf(() => fetchIt({ retries: 0 }))).toMatchInlineSnapshot(`
    "test: data.bin cannot be downloaded into FOLDER/sub
      Received  ORIGIN/a/data.bin: connect ECONNREFUSED ORIGIN
      Try       put data.bin into sub"
  `);
});

test('options that are not allowed', async () => {
  const check = (download: unknown) =>
    messageOf(() => checkDownload('mnist', download as DownloadOptions, ['http://a/']));
  expect(checkDownload('mnist', false, [])).toBe(undefined);
  expect(await check({ mirror: 'http://a/' })).toMatchInlineSnapshot(`
    "mnist: download: unknown option 'mirror'
      Received  { mirror: 'http://a/' }
      Rule      the options are onProgress, signal, mirrors, retries, timeout
      Try       'mirrors'"
  `);
  expect(await check({ mirrors: [] })).toMatchInlineSnapshot(
    `"mnist: download: mirrors must be a list of http addresses, not []"`,
  );
  expect(await check({ mirrors: ['data/'] })).toMatchInlineSnapshot(
    `"mnist: download: mirrors must be a list of http addresses, not ['data/']"`,
  );
  expect(await check({ retries: -1 })).toMatchInlineSnapshot(
    `"mnist: download: retries must be an integer of at least 0, not -1"`,
  );
  expect(await check({ timeout: 0 })).toMatchInlineSnapshot(
    `"mnist: download: timeout must be a number of at least 0.001, not 0"`,
  );
  expect(await check({ onProgress: 'bar' })).toMatchInlineSnapshot(
    `"mnist: download: onProgress must be a function, not 'bar'"`,
  );
  expect(await check({ signal: new AbortController() })).toMatchInlineSnapshot(
    `"mnist: download: signal must be an AbortSignal, not AbortController"`,
  );
  expect(await check('yes')).toMatchInlineSnapshot(`
    "mnist: download: options must be an object, not 'yes'
      Rule      the options are onProgress, signal, mirrors, retries, timeout"
  `);
});
