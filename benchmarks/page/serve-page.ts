import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'esbuild';

const data = join(import.meta.dirname, '../../packages/fashion-mnist/data');
const html = '<!doctype html><title>bench</title><script type="module" src="/page.js"></script>';

/**
 * Serves a page whose script is a minified bundle of `entry`, cross-origin isolated, to this machine alone. Fashion-MNIST's
 * files are beside it.
 */
export async function servePage(entry: string): Promise<{ address: string; server: Server }> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
  });
  const script = outputFiles[0]!.text;
  const server = createServer(({ url = '/' }, response) => {
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
    if (/^\/[\w-]+\.gz$/.test(url)) response.end(readFileSync(join(data, url)));
    else if (url === '/page.js') response.setHeader('Content-Type', 'text/javascript').end(script);
    else if (url === '/') response.setHeader('Content-Type', 'text/html').end(html);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server };
}
