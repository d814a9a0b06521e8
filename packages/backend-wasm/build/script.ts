// Writes dist/script.js, the package as one classic script: `<script src>` behind those of tfjs-core and tfjs-backend-cpu,
// whose global `tf` it takes, makes the global `featuremapBackendWasm`.
import { join } from 'node:path';
import { build } from 'esbuild';

const globalTf = `
  if (globalThis.tf?.version_cpu === undefined)
    throw new Error('featuremap: load the scripts of @tensorflow/tfjs-core and @tensorflow/tfjs-backend-cpu first');
  module.exports = globalThis.tf;
`;

const dist = join(import.meta.dirname, '../dist');
await build({
  entryPoints: [join(dist, 'index.js')],
  outfile: join(dist, 'script.js'),
  bundle: true,
  minify: true,
  format: 'iife',
  globalName: 'featuremapBackendWasm',
  platform: 'browser',
  logLevel: 'error',
  plugins: [
    {
      name: 'tfjs as a global',
      setup(made) {
        made.onResolve({ filter: /^@tensorflow\// }, () => ({ path: 'tf', namespace: 'global' }));
        made.onLoad({ filter: /.*/, namespace: 'global' }, () => ({ contents: globalTf }));
      },
    },
  ],
});
