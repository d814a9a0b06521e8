// Runs one example by its name; without a name, lists them.
import { readdirSync } from 'node:fs';
import { basename } from 'node:path';

/** The folders with examples, and what each holds. */
const folders = {
  documents: 'what each source document computes',
  packages: 'one package each',
  together: 'several packages together',
};
const [name] = process.argv.slice(2);

const namesIn = (folder: string): string[] =>
  readdirSync(new URL(folder, import.meta.url))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => basename(file, '.ts'))
    .sort();

if (name === undefined) {
  console.log('pnpm example <name>');
  for (const [folder, about] of Object.entries(folders)) {
    console.log(`\n${about}`);
    for (const example of namesIn(folder)) console.log(`  ${example}`);
  }
} else {
  const folder = Object.keys(folders).find((candidate) => namesIn(candidate).includes(name));
  if (folder === undefined) {
    console.error(`There is no example '${name}'; pnpm example lists them.`);
    process.exitCode = 1;
  } else {
    await import(new URL(`${folder}/${name}.ts`, import.meta.url).href);
  }
}
