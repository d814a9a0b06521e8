import { testGolden } from '../test/test-golden.ts';

testGolden('RandomErasing');
