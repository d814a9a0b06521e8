/** What some tests need beyond Node; `.ci/run` installs all of it. */
export type Requirement = 'browser' | 'torch';

/**
 * Whether to skip tests that need `requirement`, given whether this machine has it. A skip is said in one line with
 * what to install; under `FEATUREMAP_REQUIRE=browser,torch` it is a failure instead.
 */
export function skipWithout(requirement: Requirement, present: boolean, install: string): boolean {
  if (present) return false;
  const required = (process.env.FEATUREMAP_REQUIRE ?? '').split(',');
  const line = `tests that need ${requirement} cannot run here: install ${install}`;
  if (required.includes(requirement)) throw new Error(`${line} (FEATUREMAP_REQUIRE names ${requirement})`);
  process.stderr.write(`skipped: ${line}\n`);
  return true;
}
