// pnpm new layer my-layer   makes the files of a new layer, which compile and wait to be written
import { join } from 'node:path';
import { newLayer } from './new-layer.ts';

const [kind, name, ...more] = process.argv.slice(2);
try {
  if (kind !== 'layer' || name === undefined || more.length > 0) {
    throw new Error('pnpm new layer <name>, where the name is in kebab-case, such as my-layer');
  }
  for (const file of newLayer(join(import.meta.dirname, '../..'), name)) console.log(file);
  console.log(`
The layer throws until it is written. What is left to do:
  pnpm golden           once its script says what PyTorch computes
  pnpm turbo run test --filter=@featuremap/layers
  in packages/layers: the row of README.md, the list of src/index.test.ts, a case in test/every-layer.ts
  pnpm changeset`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
