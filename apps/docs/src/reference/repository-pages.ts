import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { repository } from './entry-points.ts';

/** A document of the repository that the site shows as it is, in English. */
export interface RepositoryPage {
  /** Where it is on the site, from `contributing/`. */
  readonly path: string;
  readonly title: string;
  /** The text under the title. */
  readonly body: string;
}

/** How to work on the packages, what works today, and the decisions, in this order. */
export function repositoryPages(): RepositoryPage[] {
  const decisions = globSync('docs/decisions/*.md', { cwd: repository }).sort();
  return [
    pageOf('guide', 'CONTRIBUTING.md'),
    pageOf('status', 'STATUS.md'),
    ...decisions.map((file) => pageOf(`decisions/${basename(file, '.md')}`, file)),
  ];
}

function pageOf(path: string, file: string): RepositoryPage {
  const text = readFileSync(join(repository, file), 'utf8');
  const [, title, body] = text.match(/^# (.*)\n([\s\S]*)$/) ?? [];
  if (title === undefined || body === undefined) throw new Error(`${file} does not begin with a title`);
  return { path, title: title.replaceAll('`', ''), body };
}
