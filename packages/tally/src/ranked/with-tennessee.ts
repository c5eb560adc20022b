/** The capital of Tennessee, for tests: 42 % live in Memphis, far from everybody else. */
import { rankedProfile } from './profile.ts';

export const TENNESSEE = rankedProfile({
  candidates: ['Memphis', 'Nashville', 'Knoxville', 'Chattanooga'],
  ballots: [
    { count: 42, ranking: [0, 1, 3, 2] },
    { count: 26, ranking: [1, 3, 2, 0] },
    { count: 15, ranking: [3, 2, 1, 0] },
    { count: 17, ranking: [2, 3, 1, 0] },
  ],
});
