import { spawnSync } from 'node:child_process';

/** A Chromium of this machine: $CHROMIUM or one on the path; undefined when there is none. */
export function findChromium(): string | undefined {
  const names = [process.env.CHROMIUM, 'chromium', 'chromium-browser', 'google-chrome'].filter(
    (name) => name !== undefined,
  );
  return names.find((name) => spawnSync(name, ['--version']).status === 0);
}
