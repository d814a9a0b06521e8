import '@tensorflow/tfjs-backend-cpu';
import { testActivationLayer } from '../../test/activation-case.ts';
import { testLayer } from '../../test/layer-case.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { tanh } from '../ops/tanh.ts';
import { Tanh } from './tanh.ts';

tidyEachTest();

testActivationLayer(() => new Tanh(), tanh);
testLayer({ make: () => new Tanh(), sample: [3, 4, 2] });
