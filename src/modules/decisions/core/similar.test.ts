import { describe, expect, test } from 'vitest';
import { similarTo } from './similar.ts';

const text = (id: string, title: string, body = '') => ({ id, title, body });
const ids = (asked: { title: string; body: string }, among: ReturnType<typeof text>[]) =>
  similarTo(asked, among).map((one) => one.id);

describe('what speaks of the same', () => {
  const english = [
    text('a', 'New tiles for the roof', 'The rain comes in over the kitchen.'),
    text('b', 'A dog for the gate', 'It would keep the gate at night.'),
    text('c', 'Who cooks on Sundays?', 'The kitchen is empty then, and nobody cooks.'),
    text('d', 'Paint the door', 'Blue paint is left over from the roof.'),
  ];
  const spanish = [
    text('a', 'Tejas nuevas para el techo', 'La lluvia entra por la cocina.'),
    text('b', 'Un perro para la puerta', 'Cuidaría la puerta de noche.'),
    text('c', '¿Quién cocina los domingos?', 'La cocina está vacía y nadie cocina.'),
  ];

  test('is found in English, whatever the ending', () => {
    expect(ids({ title: 'A roof of TILES', body: 'Before the rain.' }, english)[0]).toBe('a');
    expect(ids({ title: 'Two dogs at the gates', body: '' }, english)).toEqual(['b']);
  });

  test('and in Spanish, with or without accents', () => {
    expect(ids({ title: 'Cambiar la teja del techo', body: '' }, spanish)).toEqual(['a']);
    expect(ids({ title: 'Quien cocina el domingo', body: '' }, spanish)[0]).toBe('c');
  });

  test('is not what only shares the words that everybody uses', () => {
    expect(ids({ title: 'What should we have for all of them?', body: 'This and that.' }, english)).toEqual(
      [],
    );
    expect(ids({ title: 'Para que todos tengan lo que es de todos', body: '' }, spanish)).toEqual([]);
    expect(ids({ title: '', body: '' }, english)).toEqual([]);
    expect(ids({ title: 'A well', body: '' }, [])).toEqual([]);
  });

  test('weighs what few have for more than what many have', () => {
    const roofs = ['a', 'b', 'c', 'd'].map((id) => text(id, `The roof of house ${id}`));
    const among = [...roofs, text('e', 'Solar panels on the roof')];
    expect(ids({ title: 'Solar panels for us', body: '' }, among)).toEqual(['e']);
  });

  test('has one order, and no more than five', () => {
    const same = ['f', 'b', 'd', 'a', 'e', 'c'].map((id) => text(id, 'A well in the yard'));
    expect(ids({ title: 'A well', body: '' }, same)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
});
