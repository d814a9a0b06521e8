import { createHash } from 'node:crypto';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';

// Kept when they are first asked for: the data, the many pages of the API reference, and what only search results need.
const onDemand = ['fashion-mnist/', 'en/reference/', 'es/reference/', 'pagefind/fragment/'];

/**
 * Gives the built site a service worker, so that lessons open without a network after the first load. It must come after
 * whatever else writes into the build.
 */
export function offline(): AstroIntegration {
  return {
    name: 'offline',
    hooks: {
      'astro:config:setup': ({ command, injectScript }) => {
        const register = fileURLToPath(new URL('../offline/register.ts', import.meta.url));
        if (command === 'build') injectScript('page', `import ${JSON.stringify(register)};`);
      },
      'astro:build:done': ({ dir }) => {
        const folder = fileURLToPath(dir);
        writeFileSync(join(folder, 'service-worker.js'), serviceWorkerOf(folder));
      },
    },
  };
}

/** The program of the service worker, with the files that it keeps. */
function serviceWorkerOf(folder: string): string {
  const all = globSync('**/*.*', { cwd: folder })
    .map((file) => file.replaceAll('\\', '/'))
    .sort();
  const hash = createHash('sha256');
  for (const file of all) hash.update(file).update(readFileSync(join(folder, file)));
  const version = hash.digest('hex').slice(0, 16);
  const files = all
    .filter((file) => !onDemand.some((part) => file.startsWith(part)))
    .map((file) => file.replace(/(^|\/)index\.html$/, '$1'));
  const program = readFileSync(new URL('../offline/service-worker.js', import.meta.url), 'utf8');
  return `const version = ${JSON.stringify(version)};\nconst files = ${JSON.stringify(files)};\n${program}`;
}
