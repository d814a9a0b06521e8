import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AstroIntegration } from 'astro';
import { entryPoints, repository } from '../reference/entry-points.ts';
import { writeReference } from '../reference/write-reference.ts';

/** Makes the pages of the API reference from the docstrings, when a source of theirs has changed since the last time. */
export function apiReference(): AstroIntegration {
  return {
    name: 'api-reference',
    hooks: {
      'astro:config:setup': async ({ logger }) => {
        const folder = join(process.cwd(), 'generated/en/reference');
        const stamp = join(folder, 'made-from.txt');
        const state = sourceState();
        if (existsSync(stamp) && readFileSync(stamp, 'utf8') === state) return;
        logger.info('writing the API reference');
        // Written beside and then put in place, so that two builds at a time see whole pages.
        const draft = `${folder}-${process.pid}`;
        await writeReference(entryPoints(), draft);
        rmSync(join(draft, 'index.md'));
        writeFileSync(join(draft, 'made-from.txt'), state);
        rmSync(folder, { recursive: true, force: true });
        renameSync(draft, folder);
      },
    },
  };
}

/** A digest of everything that the reference is made from. */
function sourceState(): string {
  const hash = createHash('sha256');
  const files = ['packages/*/package.json', 'packages/*/src/**/*.ts', 'apps/docs/src/{reference,integrations}/*.ts'];
  for (const file of globSync(files, { cwd: repository }).sort()) {
    if (/\.test(-d)?\.ts$/.test(file)) continue;
    hash.update(file).update(readFileSync(join(repository, file)));
  }
  return hash.digest('hex');
}
