/** Dates, times and numbers as a language writes them. Civil dates never shift with the time zone. */

export type DateStyle = 'day' | 'short' | 'medium' | 'long' | 'weekday' | 'month';

export interface Unit {
  /** What is written after the figure: `MXN`, `hours`, a word of the group's own. */
  readonly code: string;
  /** Digits after the point: 2 for pesos, 0 for eggs. */
  readonly scale: number;
}

export interface Formats {
  /** A civil date (`2026-11-23`) or an instant, in the page's time zone. */
  date(when: string | Date, style?: DateStyle): string;
  /** The hour of an instant, 20:00. */
  time(when: string | Date): string;
  /** Both, `23 November 2026, 20:00`. */
  moment(when: string | Date): string;
  /** What the time zone of the page is called, `Central European Time`. */
  zone(): string;
  number(value: number | bigint, options?: Intl.NumberFormatOptions): string;
  /** Minor units as a figure with its unit after it, `1,850.00 MXN`, with a true minus sign. */
  money(minor: bigint, unit: Unit): string;
  /** Minor units as a figure by itself; what is not whole has all its decimals, or at `least` so many. */
  figure(minor: bigint, scale: number, least?: number): string;
  percent(share: number): string;
  list(items: readonly string[], type?: 'conjunction' | 'disjunction'): string;
  /** `in 3 days`, `2 hours ago`: how far `when` is from `now`. */
  relative(when: string | Date, now: string | Date): string;
}

const STYLES: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  day: { day: 'numeric', month: 'short' },
  short: { day: 'numeric', month: 'short', year: 'numeric' },
  medium: { day: 'numeric', month: 'long' },
  long: { day: 'numeric', month: 'long', year: 'numeric' },
  weekday: { weekday: 'long', day: 'numeric', month: 'long' },
  month: { month: 'long', year: 'numeric' },
};

const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600_000],
  ['month', 2_629_800_000],
  ['week', 604_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

export function formatsFor(tag: string, timeZone: string | undefined): Formats {
  const dates = cached((key) => {
    const [style = 'long', civil] = key.split(' ');
    return new Intl.DateTimeFormat(tag, {
      ...STYLES[style as DateStyle],
      ...zone(civil === 'civil' ? 'UTC' : timeZone),
    });
  });
  const hours = cached(
    () =>
      new Intl.DateTimeFormat(tag, {
        hour: 'numeric',
        minute: '2-digit',
        hourCycle: 'h23',
        ...zone(timeZone),
      }),
  );
  const date = (when: string | Date, style: DateStyle = 'long'): string =>
    dates(`${style} ${isCivil(when) ? 'civil' : 'instant'}`).format(new Date(when));
  const time = (when: string | Date): string => hours('').format(new Date(when));
  return {
    date,
    time,
    moment: (when) => `${date(when)}, ${time(when)}`,
    zone: () => zoneName(tag, timeZone),
    ...numbersFor(tag),
    list: (items, type = 'conjunction') => new Intl.ListFormat(tag, { type }).format(items),
    relative: (when, now) => relativeIn(tag, new Date(when).getTime() - new Date(now).getTime()),
  };
}

function numbersFor(tag: string): Pick<Formats, 'number' | 'money' | 'figure' | 'percent'> {
  const formats = cached((key) => new Intl.NumberFormat(tag, JSON.parse(key) as Intl.NumberFormatOptions));
  const minus = (text: string): string => text.replace('-', '\u2212');
  const number: Formats['number'] = (value, options = {}) =>
    minus(formats(JSON.stringify(options)).format(value));
  const figure = (minor: bigint, scale: number, least: number): string => {
    const digits = { minimumFractionDigits: least, maximumFractionDigits: scale };
    // A decimal string, because a float would round amounts above 2^53.
    return minus(formats(JSON.stringify(digits)).format(decimal(minor, scale)));
  };
  return {
    number,
    money: (minor, { code, scale }) => `${figure(minor, scale, scale)}\u00a0${code}`,
    figure: (minor, scale, least = scale) => {
      const isWhole = minor % 10n ** BigInt(scale) === 0n;
      return figure(minor, scale, isWhole ? 0 : least);
    },
    percent: (share) => number(share, { style: 'percent', maximumFractionDigits: 1 }),
  };
}

function decimal(minor: bigint, scale: number): Intl.StringNumericLiteral {
  const digits = (minor < 0n ? -minor : minor).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const rest = scale === 0 ? '' : `.${digits.slice(-scale)}`;
  return `${minor < 0n ? '-' : ''}${whole}${rest}` as Intl.StringNumericLiteral;
}

function relativeIn(tag: string, distance: number): string {
  const format = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' });
  const step = STEPS.find(([, length]) => Math.abs(distance) >= length) ?? ['minute', 60_000];
  return format.format(Math.round(distance / step[1]), step[0]);
}

function isCivil(when: string | Date): boolean {
  return typeof when === 'string' && /^\d{4}-\d\d-\d\d$/.test(when);
}

/** A day on which the names of zones are looked up: the same in summer and winter. */
const ZONE_DAY = Date.UTC(2026, 0, 1);

/** By the place, `hora de Ciudad de México`, where the language has such a name; else by what is long enough to read. */
function zoneName(tag: string, timeZone: string | undefined): string {
  const called = (timeZoneName: 'shortGeneric' | 'longGeneric' | 'long') =>
    new Intl.DateTimeFormat(tag, { timeZoneName, ...zone(timeZone) })
      .formatToParts(ZONE_DAY)
      .find((part) => part.type === 'timeZoneName')!.value;
  const [place, long] = [called('shortGeneric'), called('longGeneric')];
  if (place.includes(' ')) return place;
  return long.startsWith('GMT') ? called('long') : long;
}

function zone(timeZone: string | undefined): { timeZone?: string } {
  return timeZone === undefined ? {} : { timeZone };
}

function cached<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>();
  return (key) => {
    const found = made.get(key) ?? make(key);
    made.set(key, found);
    return found;
  };
}
