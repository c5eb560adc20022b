/**
 * A question that is written while a meeting is held: which room whoever writes it came from, so that the pages
 * on which it is written and published lead back there.
 */
import { isId } from '#kernel/id';

/** The meeting whose room it was, as it stands in an address or in a form; empty where it was none. */
export function roomIn(params: URLSearchParams | FormData): string {
  const room = params.get('room');
  return isId('mee', room) ? room : '';
}

/** What an address takes along to lead back. */
export function inTheRoomOf(room: string): string {
  return room === '' ? '' : `?room=${room}`;
}
