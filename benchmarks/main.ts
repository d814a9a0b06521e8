// pnpm bench [network ...] [--mode train|infer] [--rounds 7] [--stock] [--json]
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findPython } from '../tools/golden/find-python.ts';
import { type Comparison, compare, rateOf } from './compare.ts';
import { flopsPerImage } from './flops.ts';
import { networks } from './ours/networks.ts';
import { measurePeak } from './peak/measure-peak.ts';
import { batchSizes, type NetworkName, networkNames } from './protocol.ts';
import { Side } from './side.ts';
import { median } from './statistics.ts';
import { measureStock } from './stock.ts';

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

const [ours, { version }] = await Side.start('ours', process.execPath, [join(import.meta.dirname, 'ours/serve.ts')]);
say(`ours: ${version}`);
const torch = await startTorch();

const peak = await measurePeak(2);
say(`peak: ${peak.toFixed(0)} GFLOP/s on 2 threads, fused multiply-adds on registers alone`);

say('');
say('Images per second (median), and the rate of multiply-adds of ours with 2 threads.');
say(
  'network         mode   batch   ours 1t   ours 2t  torch 1t  torch 2t   GFLOP/s  of peak   ours / torch (min - max)',
);
for (const network of names) {
  for (const mode of modes) {
    const comparison = await compare(ours, torch, { network, mode }, rounds);
    if (values.json) console.log(JSON.stringify(comparison));
    else say(row(comparison));
  }
}
ours.stop();
torch?.stop();
if (values.stock) for await (const line of measureStock(names)) say(line);

async function startTorch(): Promise<Side | undefined> {
  const python = findPython('torch');
  if (python === undefined) {
    say('torch: not here; install python3-torch and libopenblas0-pthread to compare');
    return undefined;
  }
  const data = join(import.meta.dirname, '../packages/fashion-mnist/data');
  const [side, { version }] = await Side.start('torch', python, [join(import.meta.dirname, 'pytorch/serve.py'), data]);
  say(`torch: PyTorch ${version}`);
  return side;
}

function row(comparison: Comparison): string {
  const { network, mode, ratios } = comparison;
  const rate = (side: string, threads: number) => {
    const found = rateOf(comparison, side, threads);
    return (found === undefined ? '-' : Math.round(found).toLocaleString('en')).padStart(9);
  };
  const gigaflops = ((rateOf(comparison, 'ours', 2) ?? 0) * flopsPerImage(networks[network](), mode)) / 1e9;
  const work = `${gigaflops.toFixed(1).padStart(9)} ${((100 * gigaflops) / peak).toFixed(0).padStart(6)} %`;
  const spread = `(${Math.min(...ratios).toFixed(2)} - ${Math.max(...ratios).toFixed(2)})`;
  const ratio = ratios.length === 0 ? '' : `${median(ratios).toFixed(2)} ${spread}`;
  const cells = [rate('ours', 1), rate('ours', 2), rate('torch', 1), rate('torch', 2)].join(' ');
  return `${network.padEnd(15)} ${mode.padEnd(6)} ${String(batchSizes[network]).padStart(5)} ${cells} ${work}   ${ratio}`;
}
