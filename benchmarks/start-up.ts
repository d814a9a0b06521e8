// pnpm --filter @featuremap/benchmarks start-up [--runs 9]: how long it takes until the first step of a training, in new
// processes of Node and in new contexts of Chromium, where nothing is in a cache of the engine's.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { Command } from 'commander';
import { launchChromium } from './page/launch-chromium.ts';
import { servePage } from './page/serve-page.ts';
import { positiveInteger } from './positive-integer.ts';
import type { StartUp } from './start-up/first-step.ts';
import { median } from './statistics.ts';

type Run = StartUp & { readonly whole: number };

const { runs } = new Command('start-up')
  .description('Milliseconds until the first step of a training, in new processes of Node and contexts of Chromium')
  .option('--runs <count>', 'how many of each', positiveInteger, 9)
  .parse()
  .opts<{ runs: number }>();
const folder = join(import.meta.dirname, 'start-up');

console.log('Milliseconds (median)   tfjs-core  backend  compile  first step   from the start');
report(
  `Node ${process.versions.node}`,
  Array.from({ length: runs }, () =>
    JSON.parse(execFileSync(process.execPath, [join(folder, 'node.ts')], { encoding: 'utf8' })),
  ),
);
await reportChromium();

async function reportChromium(): Promise<void> {
  const browser = await launchChromium();
  if (browser === undefined) {
    console.log('no Chromium here; install chromium to measure it');
    return;
  }
  const { address, server } = await servePage(join(folder, 'page.ts'));
  const found: Run[] = [];
  for (let i = 0; i < runs; i++) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(address);
    found.push(await page.evaluate('started'));
    await context.close();
  }
  report(`Chromium ${browser.version()}`, found);
  await browser.close();
  server.close();
}

function report(engine: string, found: readonly Run[]): void {
  const [core, backend, ready, step, whole] = (['core', 'backend', 'ready', 'step', 'whole'] as const).map((part) =>
    median(found.map((run) => run[part])).toFixed(0),
  );
  console.log(
    `${engine.padEnd(24)} ${core!.padStart(8)} ${backend!.padStart(8)} ${ready!.padStart(8)} ${step!.padStart(11)} ${whole!.padStart(16)}`,
  );
}
