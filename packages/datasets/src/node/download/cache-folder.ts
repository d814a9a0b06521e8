import { join } from 'node:path';
import envPaths from 'env-paths';

/**
 * Where a data set is kept that is not told where: below $XDG_CACHE_HOME or ~/.cache on Linux, ~/Library/Caches on macOS,
 * %LOCALAPPDATA% on Windows.
 */
export function cacheFolder(name: string): string {
  return join(envPaths('featuremap', { suffix: '' }).cache, name);
}
