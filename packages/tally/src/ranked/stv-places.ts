/**
 * The seats of a count by transferable vote, and what constraints make of them while it goes on: who may not
 * be excluded, and who is excluded next. Without constraints every seat can be filled, and nobody is bound.
 */
import { type Judged, SeatPlan } from '../constraints.ts';
import type { RankedProfile } from './profile.ts';
import {
  firstStatus,
  having,
  type StvOptions,
  type StvResult,
  type StvRound,
  type StvStatus,
} from './stv-count.ts';

export class StvPlaces {
  readonly seats: number;
  /** How many of the seats can be filled. */
  readonly fillable: number;
  readonly areBound: boolean;
  private readonly plan: SeatPlan | null;
  private judged: Judged = { guarded: [], doomed: [] };

  constructor(profile: RankedProfile, { constraints, seats = profile.seats }: StvOptions) {
    this.seats = seats;
    const standing = having(firstStatus(profile), 'hopeful');
    this.plan = constraints ? new SeatPlan(constraints, seats, profile.candidates.length, standing) : null;
    this.areBound = this.plan !== null;
    this.fillable = this.plan?.places ?? seats;
  }

  /** Looks ahead from who is elected and who still stands. */
  look(elected: readonly number[], status: readonly StvStatus[]): void {
    if (this.plan) this.judged = this.plan.judge(elected, having(status, 'hopeful'));
  }

  doomed(): readonly number[] {
    return this.judged.doomed.map(({ candidate }) => candidate);
  }

  isDoomed(one: number): boolean {
    return this.judged.doomed.some(({ candidate }) => candidate === one);
  }

  /** Who of these may be excluded. */
  unguarded(hopeful: readonly number[]): readonly number[] {
    return hopeful.filter((one) => !this.judged.guarded.some(({ candidate }) => candidate === one));
  }

  /** What a round says of it. */
  get ofRound(): Pick<StvRound, 'guarded' | 'doomed'> {
    return this.plan ? this.judged : {};
  }

  /** What the result says of it. */
  get ofResult(): Pick<StvResult, 'seats' | 'places'> {
    return { seats: this.seats, ...(this.plan ? { places: this.fillable } : {}) };
  }
}
