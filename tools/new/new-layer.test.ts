// Makes layers in a copy of what the generator touches, and writes one of them to its end.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { skipWithout } from '@featuremap/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPython } from '../golden/find-python.ts';
import { root } from '../public-packages.ts';

let copy: string;
let layers: string;

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'featuremap-new-'));
  layers = join(copy, 'packages/layers');
  for (const file of ['src', 'test', 'golden', 'tsconfig.json', 'package.json']) {
    cpSync(join(root, 'packages/layers', file), join(layers, file), { recursive: true });
  }
  symlinkSync(join(root, 'packages/layers/node_modules'), join(layers, 'node_modules'), 'junction');
  mkdirSync(join(copy, 'tools'));
  for (const folder of ['golden', 'new'])
    cpSync(join(root, 'tools', folder), join(copy, 'tools', folder), { recursive: true });
  cpSync(join(root, 'tsconfig.base.json'), join(copy, 'tsconfig.base.json'));
});
afterAll(() => rmSync(copy, { recursive: true }));

const run = (...args: string[]) =>
  spawnSync(process.execPath, [join(copy, 'tools/new/run.ts'), ...args], { encoding: 'utf8' });
const read = (file: string) => readFileSync(join(copy, file), 'utf8');
const typecheck = () =>
  spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '--project', layers], {
    encoding: 'utf8',
  });
const runTest = (name: string) => {
  const args = ['run', '--config', join(root, 'vitest.config.ts'), '--root', layers, `src/layers/${name}.test.ts`];
  return spawnSync(process.execPath, [join(root, 'packages/layers/node_modules/vitest/vitest.mjs'), ...args], {
    cwd: layers,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
};

test('a layer is a file, a test, a golden script and a line of the index, which compile; the test fails', () => {
  const { status, stdout } = run('layer', 'my-new-layer');
  expect(status).toBe(0);
  expect(stdout.split('\n').slice(0, 4)).toEqual([
    'packages/layers/src/layers/my-new-layer.ts',
    'packages/layers/src/layers/my-new-layer.test.ts',
    'tools/golden/layers_my_new_layer.py',
    'packages/layers/src/index.ts',
  ]);
  const lines = read('packages/layers/src/index.ts').split('\n');
  const at = lines.indexOf("export { MyNewLayer } from './layers/my-new-layer.ts';");
  expect(lines[at - 1]).toContain("'./layers/max-pool2d.ts'");
  expect(lines.toSpliced(at, 1).join('\n')).toBe(readFileSync(join(root, 'packages/layers/src/index.ts'), 'utf8'));
  expect(typecheck().stdout).toBe('');
  const failed = runTest('my-new-layer');
  expect(failed.status).toBe(1);
  expect(failed.stderr).toContain('myNewLayer computes nothing yet');
});

/** What is missing in a new layer of this name. */
const tanhshrink = `import { fromInput } from '../ops/elementwise.ts';
const tanhshrink = fromInput('tanhshrink', (x) => tf.sub(x, tf.tanh(x)), (x) => tf.square(tf.tanh(x)));`;

describe.skipIf(skipWithout('torch', findPython('torch') !== undefined, 'python3-torch'))('with PyTorch', () => {
  test('a layer that is written to the end passes its test', () => {
    run('layer', 'tanhshrink');
    execFileSync(findPython('torch')!, [join(copy, 'tools/golden/layers_tanhshrink.py'), join(copy, 'made')]);
    cpSync(join(copy, 'made/layers/tanhshrink.json'), join(layers, 'golden/tanhshrink.json'));
    const file = join(layers, 'src/layers/tanhshrink.ts');
    const written = read('packages/layers/src/layers/tanhshrink.ts')
      .replace('import type * as tf', 'import * as tf')
      .replace("import { Layer } from './layer.ts';", `${tanhshrink}\nimport { Layer } from './layer.ts';`)
      .replace('_x: tf.Tensor', 'x: tf.Tensor')
      .replace("throw new Error('tanhshrink computes nothing yet')", 'return tanhshrink(x)');
    writeFileSync(file, written);
    expect(runTest('tanhshrink')).toMatchObject({ status: 0 });
    writeFileSync(file, written.replace('tf.square(tf.tanh(x))', 'tf.tanh(x)'));
    expect(runTest('tanhshrink').status).toBe(1);
  });
});
test.each([
  [['layer', 'relu'], 'there is a relu already: packages/layers/src/layers/relu.ts'],
  [['layer', 'MyLayer'], "'MyLayer' is no name of a layer: write it in kebab-case, such as my-layer"],
  [['layer', 'my--layer'], "'my--layer' is no name of a layer: write it in kebab-case, such as my-layer"],
  [['layer', '../../evil'], "'../../evil' is no name of a layer: write it in kebab-case, such as my-layer"],
  [['layer', '2d'], "'2d' is no name of a layer: write it in kebab-case, such as my-layer"],
  [['layer'], 'pnpm new layer <name>, where the name is in kebab-case, such as my-layer'],
  [['op', 'my-op'], 'pnpm new layer <name>, where the name is in kebab-case, such as my-layer'],
  [['layer', 'a', 'b'], 'pnpm new layer <name>, where the name is in kebab-case, such as my-layer'],
])('%j is refused, and nothing is written', (args, message) => {
  const before = read('packages/layers/src/index.ts');
  expect(run(...args)).toMatchObject({ status: 1, stdout: '', stderr: `${message}\n` });
  expect(read('packages/layers/src/index.ts')).toBe(before);
});
