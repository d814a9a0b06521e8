import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** The path of a Chromium of this machine: $CHROMIUM or one that the shell finds; undefined when there is none. */
export function findChromium(): string | undefined {
  const names = [process.env.CHROMIUM, 'chromium', 'chromium-browser', 'google-chrome'].filter(
    (name) => name !== undefined,
  );
  const paths = names.map((name) => spawnSync('which', [name], { encoding: 'utf8' }).stdout?.trim());
  return paths.find((path) => path !== undefined && path !== '');
}

/** The program as a bundler for browsers takes it; `folder` is where its imports are looked up. */
export async function bundleForBrowser(program: string, folder: string): Promise<string> {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: folder },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    logLevel: 'silent',
  });
  return outputFiles[0]!.text;
}

/** What a page in Chromium is given. */
export interface Page {
  /** A module, which the page runs. What it posts to `/report` is the result. */
  readonly script: string;
  /** Answers what the page asks for beyond that. Default: 404. */
  readonly serve?: (request: IncomingMessage, response: ServerResponse) => void;
}

/** Runs a script on a page of a new Chromium and returns what it posts to `/report`. */
export async function reportOfChromium(executable: string, { script, serve }: Page): Promise<string> {
  const profile = mkdtempSync(join(tmpdir(), 'featuremap-chromium-'));
  let browser: ChildProcess | undefined;
  let succeed: (report: string) => void;
  let fail: (error: Error) => void;
  const report = new Promise<string>((resolve, reject) => {
    succeed = resolve;
    fail = reject;
  });
  const server = createServer(async (request, response) => {
    if (request.url === '/report') {
      succeed(await text(request));
      response.end();
    } else if (request.url === '/script.js') response.setHeader('content-type', 'text/javascript').end(script);
    else if (request.url === '/') response.end('<!doctype html><script type="module" src="/script.js"></script>');
    else if (serve !== undefined && request.url !== '/favicon.ico') serve(request, response);
    else response.writeHead(404).end();
  });
  try {
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', `--user-data-dir=${profile}`];
    browser = spawn(executable, [...flags, `http://127.0.0.1:${port}/`], { stdio: 'ignore' });
    browser.on('error', fail!);
    browser.on('exit', (code) => fail(new Error(`Chromium ended with code ${code}`)));
    return await report;
  } finally {
    const exited = new Promise((resolve) => browser?.once('exit', resolve));
    if (browser?.kill() === true) await exited;
    server.closeAllConnections();
    server.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}
