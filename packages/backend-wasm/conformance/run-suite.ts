import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** What tfjs-core's own specifications found for one backend. */
export interface SuiteResult {
  /** How many specifications passed. */
  readonly passed: number;
  /** The full name of each that failed, and why. */
  readonly failed: Readonly<Record<string, string>>;
}

/**
 * Runs the specification suite that ships inside the npm package of tfjs-core (its `*_test.js` files) in a process of its
 * own, against the backend that `setUp` registers and names.
 *
 * @param setUp the source of a module that imports and registers the backend and exports its `backendName`
 */
export async function runSuite(setUp: string): Promise<SuiteResult> {
  const folder = mkdtempSync(join(import.meta.dirname, '.suite-'));
  try {
    writeFileSync(join(folder, 'set-up.js'), setUp);
    writeFileSync(join(folder, 'entry.js'), entry);
    await build({
      entryPoints: [join(folder, 'entry.js')],
      outfile: join(folder, 'suite.cjs'),
      bundle: true,
      platform: 'node',
      format: 'cjs',
      // The suite, the stock backend and ours must share one tfjs-core: all take its ES modules.
      mainFields: ['module', 'main'],
      external: ['jasmine-core', 'jasmine'],
      // tfjs-core's list of modules with side effects leaves its tests out; without this they are dropped.
      ignoreAnnotations: true,
      define: { 'import.meta.url': '__moduleUrl' },
      banner: { js: "const __moduleUrl = require('node:url').pathToFileURL(__filename).href;" },
      logLevel: 'error',
    });
    const runner = join(import.meta.dirname, 'runner.js');
    const result = join(folder, 'result.json');
    const run = spawnSync(process.execPath, [runner, join(folder, 'suite.cjs'), result], { encoding: 'utf8' });
    if (run.status !== 0) throw new Error(`the suite ended with ${run.status}\n${run.stdout}${run.stderr}`);
    return JSON.parse(readFileSync(result, 'utf8')) as SuiteResult;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The backend, all gradients and all chained ops must be there before the tests are loaded. */
const entry = `
import { backendName } from './set-up.js';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops';
import { setTestEnvs, setupTestFilters } from '@tensorflow/tfjs-core/dist/jasmine_util';
setTestEnvs([{ name: backendName, backendName, isDataSync: true }]);
setupTestFilters([], () => true);
require('@tensorflow/tfjs-core/dist/tests');
`;
