import { join } from 'node:path';
import type { NetworkName } from './protocol.ts';
import { Side } from './side.ts';

/** Our layers on the two stock backends of tfjs: a line for each network, or why it cannot run there. */
export async function* measureStock(names: readonly NetworkName[]): AsyncGenerator<string> {
  for (const backend of ['cpu', 'wasm']) {
    for (const network of names) {
      for (const mode of ['train', 'infer'] as const) {
        const serve = join(import.meta.dirname, 'ours/serve.ts');
        const [side] = await Side.start(`stock ${backend}`, process.execPath, [serve, backend]);
        const what = `stock tfjs ${backend}: ${network} ${mode}`;
        try {
          const { images, seconds } = await side.measure({ network, mode, threads: 1, warmup: 1, steps: 1 });
          yield `${what} ${(images / seconds).toFixed(0)} images/s`;
        } catch (error) {
          const reason = /Error: (.*)/.exec(String(error))?.[1] ?? 'it stopped';
          yield `${what} cannot run: ${reason}`;
        } finally {
          side.stop();
        }
      }
    }
  }
}
