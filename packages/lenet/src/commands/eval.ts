import { DataLoader } from '@featuremap/datasets';
import { evaluate } from '@featuremap/trainer';
import { readSplit } from '../load-data.ts';
import { Outcome } from '../outcome.ts';
import { alignColumns, colors, percent, print } from '../output.ts';
import type { BackendName, Variant } from '../recipe.ts';
import { newestRun } from '../run-folder.ts';
import { count } from '../shape-table.ts';
import { useBackend } from '../use-backend.ts';
import { readWeights } from '../weights-file.ts';

/** The options of `lenet eval`, as commander hands them over. */
export interface EvalOptions {
  readonly variant?: Variant;
  readonly data?: string;
  readonly backend: BackendName;
  readonly threads?: number;
  readonly json?: boolean;
}

/** `lenet eval`: loss and accuracy of a run on the test images. */
export async function evaluateRun(run: string | undefined, options: EvalOptions): Promise<void> {
  await useBackend(options.backend, options.threads);
  const { net, file } = readWeights(run ?? newestRun('runs'), options.variant);
  const test = await readSplit('test', options.data);
  const outcome = new Outcome(test.classes.length);
  const loader = new DataLoader(test, { batchSize: 500 });
  const { loss, accuracy, samples } = await evaluate(net, loader, { onBatch: outcome.add });
  if (options.json) {
    print(JSON.stringify({ type: 'eval', testLoss: loss, testAccuracy: accuracy, images: samples, weights: file }));
    return;
  }
  print(
    `${colors.bold(`test accuracy ${percent(accuracy)}`)}, loss ${loss.toFixed(4)}, ${count(samples)} images (${file})`,
  );
  const rows = test.classes.map((name, i) => {
    const row = outcome.counts[i]!;
    const total = row.reduce((sum, one) => sum + one, 0);
    return [name, percent(row[i]! / total)];
  });
  for (const line of alignColumns(rows)) print(line);
}
