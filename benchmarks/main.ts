// pnpm bench [network ...] [--mode train|infer] [--rounds 7] [--stock] [--json]
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findPython } from '../tools/golden/find-python.ts';
import { type Comparison, compare, rateOf } from './compare.ts';
import { flopsPerImage } from './flops.ts';
import { networks } from './ours/networks.ts';
import { PageSide } from './page/page-side.ts';
import { measurePeak } from './peak/measure-peak.ts';
import { batchSizes, type NetworkName, networkNames } from './protocol.ts';
import { ProcessSide, type Side } from './side.ts';
import { median } from './statistics.ts';
import { measureStock, stockBackends } from './stock/measure-stock.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    mode: { type: 'string' },
    rounds: { type: 'string', default: '7' },
    stock: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const unknown = positionals.filter((name) => !networkNames.includes(name as NetworkName));
if (unknown.length > 0) {
  console.error(`bench: unknown network ${unknown.join(', ')}; there are ${networkNames.join(', ')}`);
  process.exit(2);
}
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error(`bench: --rounds must be an integer of at least 1, not ${values.rounds}`);
  process.exit(2);
}
const names = positionals.length > 0 ? (positionals as NetworkName[]) : networkNames;
const modes = values.mode === undefined ? (['train', 'infer'] as const) : ([values.mode] as ('train' | 'infer')[]);
const say = (line: string) => (values.json ? undefined : console.log(line));

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
const stock = values.stock ? stockBackends : [];
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
    if (values.json) console.log(JSON.stringify({ ...comparison, ...(values.stock && { stock: stockRates }) }));
    else say(row(comparison, Object.entries(stockRates)));
  }
}
for (const reason of reasons) say(reason);
if (values.stock) say('tfjs: its own layers on its own backends, one run with one thread; 4 images a batch on cpu');
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
