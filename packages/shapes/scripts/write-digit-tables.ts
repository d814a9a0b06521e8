import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digitTables } from './digit-tables.ts';

writeFileSync(join(import.meta.dirname, '../src/types/digit-tables.ts'), digitTables);
