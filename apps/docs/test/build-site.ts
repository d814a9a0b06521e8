import { buildSite } from './site.ts';

/** Before all tests: the site under a sub-path, as the tests read it. */
export function setup(): void {
  buildSite('.site');
}
