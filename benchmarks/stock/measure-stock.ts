import { join } from 'node:path';
import type { NetworkName, Request } from '../protocol.ts';
import { ProcessSide } from '../side.ts';

/** The backends of stock tfjs. */
export const stockBackends = ['cpu', 'wasm'] as const;
export type StockBackend = (typeof stockBackends)[number];

/** Images per second of stock tfjs, or why it cannot do that. */
export async function measureStock(
  backend: StockBackend,
  network: NetworkName,
  mode: Request['mode'],
): Promise<number | string> {
  const [side] = await ProcessSide.start('stock', process.execPath, [join(import.meta.dirname, 'serve.ts'), backend]);
  try {
    const { images, seconds } = await side.measure({ network, mode, threads: 1, warmup: 1, steps: 1 });
    return images / seconds;
  } catch (error) {
    // The last line of what a process complains about that names an error.
    return /.*^\w*Error: ([^\n]*)/ms.exec(String(error))?.[1] ?? String(error);
  } finally {
    side.stop();
  }
}
