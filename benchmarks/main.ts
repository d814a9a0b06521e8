// pnpm bench [network ...] [--mode train|infer] [--rounds 7] [--stock] [--json]
import { join } from 'node:path';
import { Argument, Command, Option } from 'commander';
import { findPython } from '../tools/golden/find-python.ts';
import { type Comparison, compare, rateOf } from './compare.ts';
import { flopsPerImage } from './flops.ts';
import { networks } from './ours/networks.ts';
import { PageSide } from './page/page-side.ts';
import { measurePeak } from './peak/measure-peak.ts';
import { positiveInteger } from './positive-integer.ts';
import { batchSizes, type NetworkName, networkNames } from './protocol.ts';
import { ProcessSide, type Side } from './side.ts';
import { median } from './statistics.ts';
import { measureStock, stockBackends } from './stock/measure-stock.ts';

const program = new Command('bench')
  .description('Images per second of Featuremap, PyTorch and, on request, stock tfjs, in turns in one run')
  .addArgument(new Argument('[networks...]', 'default: all').choices(networkNames))
  .addOption(new Option('--mode <mode>', 'default: both').choices(['train', 'infer']))
  .option('--rounds <count>', 'how often each side has its turn', positiveInteger, 7)
  .option('--stock', 'also the layers and backends of tfjs itself', false)
  .option('--json', 'a line of JSON for each network and mode', false)
  .parse();
const options = program.opts<{ mode?: 'train' | 'infer'; rounds: number; stock: boolean; json: boolean }>();
const { rounds } = options;
const names = program.args.length > 0 ? (program.args as NetworkName[]) : networkNames;
const modes = options.mode === undefined ? (['train', 'infer'] as const) : [options.mode];
const say = (line: string) => (options.json ? undefined : console.log(line));

const [ours, { version }] = await ProcessSide.start('ours', process.execPath, [
  join(import.meta.dirname, 'ours/serve.ts'),
]);
say(`ours: ${version}`);
const torch = await startTorch();
const page = await startPage();

const peak = await measurePeak(2);
say(`peak: ${peak.toFixed(0)} GFLOP/s on 2 threads, fused multiply-adds on registers alone`);

say('');
say('Images per second (median), and the rate of multiply-adds of ours with 2 threads.');
const lanes = [ours, torch, page].flatMap((side) =>
  side === undefined ? [] : [1, 2].map((threads) => ({ side, threads })),
);
const stock = options.stock ? stockBackends : [];
const titles = [
  ...lanes.map(({ side, threads }) => `${side.name} ${threads}t`),
  ...stock.map((name) => `tfjs ${name}`),
];
say(
  `network         mode   batch ${titles.map((title) => title.padStart(9)).join(' ')}   GFLOP/s  of peak   ours / torch (min - max)`,
);
const reasons = new Set<string>();
for (const network of names) {
  for (const mode of modes) {
    const comparison = await compare(sidesFor(network, mode), { network, mode }, rounds);
    const stockRates: Record<string, number | string> = {};
    for (const backend of stock) stockRates[backend] = await measureStock(backend, network, mode);
    if (options.json) console.log(JSON.stringify({ ...comparison, ...(options.stock && { stock: stockRates }) }));
    else say(row(comparison, Object.entries(stockRates)));
  }
}
for (const reason of reasons) say(reason);
if (options.stock) say('tfjs: its own layers on its own backends, one run with one thread; 4 images a batch on cpu');
ours.stop();
torch?.stop();
await page?.stop();

/** The page trains LeNet in its classic form only: one figure says how a page compares, and a run is long as it is. */
function sidesFor(network: NetworkName, mode: 'train' | 'infer'): Side[] {
  const isForPage = network === 'lenet-classic' && mode === 'train';
  return [ours, torch, isForPage ? page : undefined].filter((side) => side !== undefined);
}

async function startPage(): Promise<PageSide | undefined> {
  const isAsked = names.includes('lenet-classic') && modes.includes('train');
  if (!isAsked) return undefined;
  const side = await PageSide.start();
  if (side === undefined) {
    say('page: no Chromium here; install chromium to measure it');
    return undefined;
  }
  say(`page: ${side.version}, cross-origin isolated`);
  return side;
}

async function startTorch(): Promise<ProcessSide | undefined> {
  const python = findPython('torch');
  if (python === undefined) {
    say('torch: not here; install python3-torch and libopenblas0-pthread to compare');
    return undefined;
  }
  const data = join(import.meta.dirname, '../packages/fashion-mnist/data');
  const [side, { version }] = await ProcessSide.start('torch', python, [
    join(import.meta.dirname, 'pytorch/serve.py'),
    data,
  ]);
  say(`torch: PyTorch ${version}`);
  return side;
}

function row(comparison: Comparison, stockRates: readonly [backend: string, rate: number | string][]): string {
  const { network, mode, ratios } = comparison;
  const cell = (rate: number | undefined) => (rate === undefined ? '-' : format(rate)).padStart(9);
  const measured = lanes.map(({ side, threads }) => cell(rateOf(comparison, side.name, threads)));
  const stocks = stockRates.map(([backend, rate]) => {
    if (typeof rate === 'number') return cell(rate);
    reasons.add(`tfjs ${backend} cannot ${mode}: ${rate}`);
    return 'cannot'.padStart(9);
  });
  const gigaflops = ((rateOf(comparison, 'ours', 2) ?? 0) * flopsPerImage(networks[network](), mode)) / 1e9;
  const work = `${gigaflops.toFixed(1).padStart(9)} ${((100 * gigaflops) / peak).toFixed(0).padStart(6)} %`;
  const spread = `(${Math.min(...ratios).toFixed(2)} - ${Math.max(...ratios).toFixed(2)})`;
  const ratio = ratios.length === 0 ? '' : `${median(ratios).toFixed(2)} ${spread}`;
  const cells = [...measured, ...stocks].join(' ');
  return `${network.padEnd(15)} ${mode.padEnd(6)} ${String(batchSizes[network]).padStart(5)} ${cells} ${work}   ${ratio}`;
}

function format(rate: number): string {
  return rate < 10 ? rate.toFixed(1) : Math.round(rate).toLocaleString('en');
}
