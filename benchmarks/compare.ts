import type { NetworkName, Request } from './protocol.ts';
import type { Side } from './side.ts';
import { median } from './statistics.ts';

/** Images per second of one side at one number of threads, in every round. */
export interface Rates {
  readonly side: string;
  readonly threads: number;
  readonly imagesPerSecond: number[];
}

/** What a comparison found. */
export interface Comparison {
  readonly network: NetworkName;
  readonly mode: Request['mode'];
  readonly rates: readonly Rates[];
  /** Ours at its best number of threads by PyTorch at its best, in each round; empty without PyTorch. */
  readonly ratios: readonly number[];
}

const SECONDS = 1.2;
/** Before the clock starts: a side may have to start threads and compile, which takes some tenths of a second. */
const WARMUP_SECONDS = 0.3;

/**
 * Measures the sides in turns: in every round each one runs once with 1 and once with 2 threads, in an order that turns
 * round from one to the next, so that a machine that gets slower or faster does so for all.
 */
export async function compare(
  sides: readonly Side[],
  what: { readonly network: NetworkName; readonly mode: Request['mode'] },
  rounds: number,
): Promise<Comparison> {
  const lanes = sides.flatMap((side) =>
    [2, 1].map((threads) => ({ side, threads, warmup: 5, steps: 5, imagesPerSecond: [] as number[] })),
  );
  for (const lane of lanes) {
    const { side, threads, warmup, steps } = lane;
    const { seconds } = await side.measure({ ...what, threads, warmup, steps });
    lane.warmup = Math.ceil((steps * WARMUP_SECONDS) / seconds);
    lane.steps = Math.ceil((steps * SECONDS) / seconds);
  }
  for (let round = 0; round < rounds; round++) {
    for (const lane of round % 2 === 0 ? lanes : lanes.toReversed()) {
      const { side, threads, warmup, steps } = lane;
      const { images, seconds, loss } = await side.measure({ ...what, threads, warmup, steps });
      if (!Number.isFinite(loss)) throw new Error(`${side.name}: ${what.network} does not train, its loss is ${loss}`);
      lane.imagesPerSecond.push(images / seconds);
    }
  }
  const best = (name: string, round: number) =>
    Math.max(...lanes.filter(({ side }) => side.name === name).map((lane) => lane.imagesPerSecond[round]!));
  const hasTorch = sides.some((side) => side.name === 'torch');
  const ratios = hasTorch ? Array.from({ length: rounds }, (_, i) => best('ours', i) / best('torch', i)) : [];
  const rates = lanes.map(({ side, threads, imagesPerSecond }) => ({ side: side.name, threads, imagesPerSecond }));
  return { ...what, rates, ratios };
}

/** The median rate of one side at one number of threads. */
export function rateOf(comparison: Comparison, side: string, threads: number): number | undefined {
  const found = comparison.rates.find((rates) => rates.side === side && rates.threads === threads);
  return found && median(found.imagesPerSecond);
}
