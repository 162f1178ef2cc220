import { setFlagsFromString } from 'node:v8';

// To be imported first. A run lasts a fraction of a second, or some seconds over thousands of roles that each look a little different: what the engine
// optimises early it throws away again. With patience it takes two thirds of the time, for few roles as for many. Unknown to an engine, the flag does nothing.
setFlagsFromString('--interrupt-budget=1000000');
