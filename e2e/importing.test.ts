/** A list of organizations comes into a group's directory, is found, changes, and goes again. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { executablePath, type Device } from './device.ts';
import { found, newcomer, openHouse, type House } from './living.ts';

const LIST = [
  'nombre;país;ciudad;lat;lon;actividad;fuente;notas',
  'Panadería La Espiga;MX;Tlacolula;16.95;-96.47;Panadería;Censo del valle;pan de horno',
  'Cooperativa El Telar;MX;Teotitlán;17.03;-96.52;Tejido;Censo del valle;',
  ';MX;Mitla;;;;Censo del valle;',
  'Far Away;MX;;170;20;;Censo del valle;',
].join('\n');
const CHANGED = LIST.replace('Teotitlán', 'Santa Ana del Valle');

describe.skipIf(executablePath === undefined)('bringing in a list', () => {
  let house: House;
  let rosa: Device;
  let ana: Device;

  beforeAll(async () => {
    house = await openHouse();
    const form = 'bring_groups_together/network';
    const place = house.place({ javaScript: true });
    const group = await found(place, { group: 'Red del Valle', names: ['Rosa', 'Ana'], form });
    [rosa, ana] = group.us as [Device, Device];
  });
  afterAll(() => house?.close());

  const counts = async () =>
    (await rosa.page.locator('main dl').first().innerText()).split(/\s*\n\s*/).join(' ');
  async function upload(list: string, name = 'valle.csv'): Promise<void> {
    await rosa.goto('/import');
    const file = { name, mimeType: 'text/csv', buffer: Buffer.from(list) };
    await rosa.page.locator('input[type=file]').setInputFiles(file);
    await rosa.press(rosa.t('import.read'));
  }

  test('is for whoever keeps the directory; everybody else is led to who does, or nowhere', async () => {
    await rosa.goto('/import');
    expect(await rosa.heading()).toBe(rosa.t('import.through'));
    await rosa.look('nobody keeps it');
    await rosa.follow(rosa.t('import.through.post'));
    await rosa.page.locator('select[name=member]').selectOption({ label: 'Rosa' });
    await rosa.press(rosa.t('posts.give.together'));
    const waiting = new URL(rosa.page.url()).pathname;
    await ana.goto(waiting);
    await ana.click(ana.page.locator('form[action^="?/sign"] button').first());
    await ana.goto('/g/red-del-valle');
    expect(await ana.page.getByRole('link', { name: ana.t('import.title') }).count()).toBe(0);
    await ana.goto('/import');
    expect(await ana.heading()).toBe(ana.t('import.through'));
    const stranger = await newcomer(ana.place, 'Inés', house.faults);
    await stranger.goto('/import');
    expect(await stranger.heading()).toBe(stranger.t('error.nothing'));
    await rosa.goto('/g/red-del-valle');
    await rosa.look('the group with its directory');
    await rosa.follow(rosa.t('import.title'));
    const org = new URL(rosa.page.url()).searchParams.get('in')!;
    for (const one of [ana, stranger]) {
      await one.goto(`/import?in=${org}`);
      expect(await one.heading()).toBe(one.t('error.nothing'));
    }
    await stranger.context.close();
  });

  test('says what is wrong with a file that is no list', async () => {
    await rosa.goto('/import');
    await rosa.page.locator('input[type=file]').evaluate((input) => input.removeAttribute('required'));
    await rosa.press(rosa.t('import.read'));
    expect(await rosa.refusal()).toContain(rosa.t('refusal.file_not_chosen'));
    await rosa.look('no file');
    await upload('');
    expect(await rosa.refusal()).toContain(rosa.t('refusal.file_empty'));
    await upload('nombre;país\n');
    expect(await rosa.refusal()).toContain(rosa.t('refusal.file_header_only'));
    await upload('%PDF-1.7 …');
    expect(await rosa.refusal()).toContain(rosa.t('refusal.file_not_a_table', { kind: 'pdf' }));
  });

  test('shows what each column is taken for, and keeps what was chosen when it is refused', async () => {
    await upload(LIST);
    await rosa.look('columns');
    const column = (heading: string) => rosa.page.getByLabel(heading, { exact: true });
    expect(await column('nombre').inputValue()).toBe('name');
    expect(await column('notas').inputValue()).toBe('');
    await column('notas').selectOption('name');
    await rosa.press(rosa.t('import.dry-run'));
    expect(await rosa.refusal()).toContain('(Name)');
    expect(await column('notas').inputValue()).toBe('name');
    await rosa.look('columns refused');
    await column('notas').selectOption('description');
    await rosa.press(rosa.t('import.dry-run'));
    expect(await counts()).toBe('Will be added 2 Will change 0 Already so 0 Will be refused 2');
    await rosa.look('dry run');
    await rosa.click(rosa.page.locator('.kinds').getByRole('link', { name: rosa.t('import.refuse') }));
    const rows = await rosa.page.locator('main tbody tr').allInnerTexts();
    expect(rows.map((row) => row.replace(/\s+/g, ' '))).toEqual([
      expect.stringContaining(rosa.t('refusal.row_without_name')) as string,
      expect.stringMatching(/Far Away .*not on Earth/) as string,
    ]);
  });

  test('takes it in, with its proof, and it is found, by keyboard too', async () => {
    const go = rosa.page.getByRole('button', { name: rosa.t('import.go') });
    await rosa.tabTo(go);
    await rosa.enter();
    await rosa.page.locator('.stamp').waitFor();
    await rosa.look('taken in');
    await rosa.click(rosa.page.locator('.receipt'));
    expect(await rosa.heading()).toBe('Rosa took a list into the directory: 2 organizations added.');
    await ana.goto('/g/red-del-valle');
    await ana.click(ana.page.getByRole('link', { name: '2 organizations' }));
    await ana.look('directory');
    await ana.fill(ana.t('find.word'), 'panaderia espgia');
    await ana.press(ana.t('find.search'));
    await ana.follow('Panadería La Espiga');
    await ana.look('listing');
    expect(await ana.text()).toContain('Censo del valle');
    await ana.goto(`/find?in=${new URL(ana.page.url()).searchParams.get('in')}&q=telar+xyzzy`);
    await ana.look('nothing found');
    await ana.follow(ana.t('find.only', { words: 'telar' }));
    expect(await ana.page.getByRole('heading', { name: 'Cooperativa El Telar' }).count()).toBe(1);
  });

  test('changes nothing the second time, and says what another list would change', async () => {
    await upload(LIST);
    // What was said of the last list with these headings is kept.
    expect(await rosa.page.getByLabel('notas', { exact: true }).inputValue()).toBe('description');
    await rosa.press(rosa.t('import.dry-run'));
    expect(await counts()).toBe('Will be added 0 Will change 0 Already so 2 Will be refused 2');
    expect(await rosa.page.getByRole('button', { name: rosa.t('import.go') }).count()).toBe(0);
    await rosa.press(rosa.t('import.drop'));
    await upload(CHANGED, 'changed.csv');
    await rosa.press(rosa.t('import.dry-run'));
    const staged = rosa.page.url();
    // Meanwhile the same list comes in from another tab.
    await upload(CHANGED, 'meanwhile.csv');
    await rosa.press(rosa.t('import.dry-run'));
    await rosa.press(rosa.t('import.go'));
    await rosa.page.goto(staged);
    await rosa.press(rosa.t('import.go'));
    expect(await rosa.refusal()).toContain(rosa.t('refusal.import_out_of_date'));
    await rosa.look('out of date');
    await rosa.press(rosa.t('import.again'));
    expect(await counts()).toContain('Already so 2');
  });

  test('takes whole lists back, the later one first', async () => {
    await rosa.goto('/import');
    await rosa.look('lists');
    await rosa.follow('valle.csv');
    await rosa.press(rosa.t('import.undo'));
    expect(await rosa.refusal()).toContain('meanwhile.csv');
    await rosa.look('built upon');
    await rosa.follow(rosa.t('import.later'));
    await rosa.press(rosa.t('import.undo'));
    await rosa.goto('/import');
    await rosa.follow('valle.csv');
    await rosa.press(rosa.t('import.undo'));
    expect(await rosa.text()).toContain(rosa.t('import.done.undone'));
    await rosa.look('taken back');
    await rosa.goto('/g/red-del-valle');
    expect(await rosa.page.getByText(rosa.t('find.empty')).count()).toBe(1);
  });

  test('reads without fault on a phone and a desk, light and dark', () => {
    expect([...rosa.faults, ...ana.faults, ...house.faults]).toEqual([]);
  });
});
