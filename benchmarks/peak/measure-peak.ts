import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

const FLOPS_A_ROUND = 10 * 4 * 2;

/** The peak of `threads` cores in GFLOP/s: the best of five runs of a loop on registers with fused multiply-adds. */
export async function measurePeak(threads: number): Promise<number> {
  const module = compile();
  const rates = await Promise.all(Array.from({ length: threads }, () => runInThread(module)));
  return rates.reduce((sum, rate) => sum + rate, 0);
}

/** The compiler runs as a command: its module brings AssemblyScript's global types along. */
function compile(): WebAssembly.Module {
  const folder = mkdtempSync(join(tmpdir(), 'featuremap-peak-'));
  try {
    const asc = join(import.meta.dirname, '../node_modules/.bin/asc');
    const source = join(import.meta.dirname, 'assembly/index.ts');
    const output = join(folder, 'peak.wasm');
    const options = ['-O3', '--runtime', 'stub', '--enable', 'simd,relaxed-simd', '--outFile', output];
    execFileSync(asc, [source, ...options], { stdio: ['ignore', 'ignore', 'inherit'] });
    return new WebAssembly.Module(readFileSync(output));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function runInThread(module: WebAssembly.Module): Promise<number> {
  const worker = new Worker(join(import.meta.dirname, 'peak-thread.ts'), {
    workerData: { module, flopsARound: FLOPS_A_ROUND },
  });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}
