// The numbers that PyTorch's CPU generator draws after the same seed.
import { Generator } from '@featuremap/random';

const generator = new Generator(42);
console.log('torch.randint(0, 10, (6,)):', Array.from(generator.randint(0, 10, 6)).join(' '));
console.log('torch.randn(3):', Array.from(generator.randn(3), (value) => value.toFixed(4)).join(' '));
console.log('torch.randperm(8):', Array.from(generator.randperm(8)).join(' '));
