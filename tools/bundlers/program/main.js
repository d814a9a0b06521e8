import { train } from './train.js';

train().then((trained) => {
  globalThis.trained = trained;
  console.log(JSON.stringify(trained));
});
