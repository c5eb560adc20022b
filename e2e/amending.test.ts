/** Our rules are ours: all of them can be changed, together, and read again. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { amendTogether, foundWithOwnRules } from './amending.ts';
import { executablePath } from './device.ts';
import { openHouse, type House } from './living.ts';

describe.skipIf(executablePath === undefined)('changing our rules', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  beforeEach(() => {
    house.faults.length = 0;
  });
  afterAll(() => house?.close());

  test('a post of our own with a limit, one more kind of member, two of three posts', async () => {
    const done = await amendTogether(house, house.place({ javaScript: true }), 'The Mill');
    expect(house.faults).toEqual([]);
    for (const sentence of [
      'The Guardián de las semillas may invite someone, up to 4 times in 7 days.',
      'One of us is Guardián de las semillas, for 12 months.',
      'Aprendiz: is with us, without a vote.',
      '2 of those who are coordinator, treasurer or secretary sign together to suspend someone for a time.',
    ]) {
      expect(done.foreseen).toContain(sentence);
      expect(done.rules).toContain(sentence);
    }
    expect(done.foreseen).toContain('Any one of us may invite someone.');
    expect(done.rules).not.toContain('Any one of us may invite someone.');
    expect(done.wrong[0]).toContain('Give it a name.');
    expect(done.wrong[1]).toContain('Someone has the post of Guardián de las semillas');
    expect(done.record).toContain('changed our rules: version 2.');
    expect(done.record).toContain('gave Ana the post of Guardián de las semillas');
    expect(done.posts).toContain('Guardián de las semillas');
  });

  test('the same in Spanish, without JavaScript', async () => {
    const done = await amendTogether(house, house.place({ locale: 'es' }), 'El Molino');
    expect(house.faults).toEqual([]);
    expect(done.rules).toContain(
      'Quien tiene el cargo de Guardián de las semillas puede invitar a alguien, hasta 4 veces en 7 días.',
    );
    expect(done.rules).toContain(
      '2 de quienes tienen el cargo de coordinación, tesorería o secretaría firman',
    );
    expect(done.wrong[1]).toContain('Alguien tiene el cargo de Guardián de las semillas');
  });

  test('while a group is being founded', async () => {
    const told = await foundWithOwnRules(house, house.place({ locale: 'es' }), 'La Era');
    expect(house.faults).toEqual([]);
    expect(told).toContain('Aprendiz: acompaña, sin voto.');
    expect(told).toContain('Una persona tiene el cargo de Guardián de las semillas, por 12 meses.');
    expect(told.replaceAll('\u00a0', ' ')).toContain(
      'Al principio cada integrante puede bajar hasta −50 maíces; ' +
        'a partir de 90 días en el grupo, hasta −1,250.50 maíces.',
    );
    expect(told).toContain('Más de la mitad firmamos para corregir un pago.');
  });
});
