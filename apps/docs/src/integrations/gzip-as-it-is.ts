import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ViteUserConfig } from 'astro';

type Plugin = NonNullable<ViteUserConfig['plugins']>[number];

/**
 * The development server says of a file that ends in .gz that its content is encoded, so that the browser unpacks it
 * unasked. The data set is such a file, and whoever asked for it wants the bytes that its checksum is of.
 */
export function gzipAsItIs(): Plugin {
  return {
    name: 'gzip-as-it-is',
    configureServer: ({ middlewares }) => void middlewares.use(withoutEncoding),
  };
}

function withoutEncoding(request: IncomingMessage, response: ServerResponse, next: () => void): void {
  if (request.url?.split('?')[0]?.endsWith('.gz')) {
    const { setHeader, writeHead } = response;
    response.setHeader = (name, value) =>
      name.toLowerCase() === 'content-encoding' ? response : setHeader.call(response, name, value);
    response.writeHead = ((status: number, headers: Record<string, string> = {}) => {
      const kept = Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'content-encoding');
      return writeHead.call(response, status, Object.fromEntries(kept));
    }) as typeof writeHead;
  }
  next();
}
