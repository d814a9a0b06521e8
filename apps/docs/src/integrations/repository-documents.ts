import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { AstroIntegration } from 'astro';
import { repositoryPages } from '../reference/repository-pages.ts';

/** Makes pages of the guide for contributors, the status and the decisions, so that their text is there once. */
export function repositoryDocuments(): AstroIntegration {
  return {
    name: 'repository-documents',
    hooks: {
      'astro:config:setup': () => {
        const folder = join(process.cwd(), 'generated/en/contributing');
        rmSync(folder, { recursive: true, force: true });
        for (const { path, title, body } of repositoryPages()) {
          const file = join(folder, `${path}.md`);
          mkdirSync(dirname(file), { recursive: true });
          writeFileSync(file, `---\ntitle: ${JSON.stringify(title)}\n---\n${body}`);
        }
      },
    },
  };
}
