import { describe, expect, test } from 'vitest';
import { readBrought, readNames } from './brought-list.ts';

const counting = { unit: 'maiz', scale: 2 };
const rows = (text: string) => text.trim().split('\n').map((line) => line.trim().split(',')); // prettier-ignore
const read = (text: string, scale = 2) => {
  const list = readBrought(rows(text), { ...counting, scale });
  return list && [
    list.format,
    list.balances.map((one) => `${one.who} ${one.minor}${one.rounded ? ' rounded' : ''}`),
    list.wrong.map((one) => `${one.line} ${one.why}`),
  ]; // prettier-ignore
};

describe('a list of balances', () => {
  test('of Komunitin: whole numbers in its smallest unit', () => {
    const text = `id,created,updated,code,status,balance,creditLimit,maximumBalance,key,user.id
      1,2024-01-01,2024-01-01,GRAN0001,active,1250,100000,,,u1
      2,2024-01-01,2024-01-01,GRAN0002,active,-1250,100000,,,u2
      3,2024-01-01,2024-01-01,GRAN0003,active,12.5,100000,,,u3`;
    expect(read(text)).toEqual(['komunitin_accounts', ['GRAN0001 1250', 'GRAN0002 -1250'], ['4 no_amount']]);
  });
  test('of Cyclos or a spreadsheet: names and decimals', () => {
    expect(read('Username,Full name,Balance\nana,Ana Ruiz,12.50\nluis,,3\nzoe,Zoe,x')).toEqual([
      'balances',
      ['Ana Ruiz 1250'],
      ['3 no_name', '4 no_amount'],
    ]);
    expect(read('Nombre;Saldo'.replace(';', ',') + '\nAna,-3')).toEqual(['balances', ['Ana -300'], []]);
  });
  test('of the Community Exchange System: first name, surname and account', () => {
    expect(read('UID,Firstname,Surname,Balance\nGRAN0001,Ana,Ruiz,40.00')).toEqual([
      'balances',
      ['Ana Ruiz 4000'],
      [],
    ]);
  });
  test('without a head: who, and how much', () => {
    expect(read('Ana,12.5\nLuis,-12.5')).toEqual(['balances', ['Ana 1250', 'Luis -1250'], []]);
  });
  test('that nobody can read', () => {
    expect(read('a,b,c\nd,e,f')).toBeNull();
    expect(readBrought([], counting)).toBeNull();
  });
});

describe('a list of transfers', () => {
  test('of Komunitin: what is committed', () => {
    const text = `id,created,updated,state,amount,description,payer.id,payer.code,payee.id,payee.code
      1,,,committed,300,eggs,a,GRAN0001,b,GRAN0002
      2,,,pending,900,,a,GRAN0001,b,GRAN0002
      3,,,committed,100,,b,GRAN0002,a,GRAN0001`;
    expect(read(text)).toEqual(['komunitin_transfers', ['GRAN0001 -200', 'GRAN0002 200'], ['3 not_settled']]);
  });
  test('of TimeOverflow: seconds between members and the organization, without a head', () => {
    const text = `1,organization,11,member,7200,2020-01-01,welcome,
      11,member,12,member,5400,2020-02-01,garden,3
      12,member,11,member,600,2020-02-02,,
      x,y,z,,,,`;
    expect(read(text)).toEqual([
      'timeoverflow_transfers',
      ['11 66 rounded', '12 133 rounded'],
      ['4 not_a_transfer'],
    ]);
  });
  test('of anybody: from, to, amount', () => {
    expect(read('Buyer,Seller,Amount\nAna,Luis,3')).toEqual(['transfers', ['Ana -300', 'Luis 300'], []]);
  });
});

test('who is behind a number, from a list of members', () => {
  expect([...readNames(rows('11,2019-05-01,Ana,Ruiz,Gil,female\n12,2019-05-02,Luis,,,'))]).toEqual([
    ['11', 'Ana Ruiz Gil'],
    ['12', 'Luis'],
  ]);
  expect([...readNames(rows('Code,Name\nGRAN0001,Ana'))]).toEqual([['GRAN0001', 'Ana']]);
  expect(readNames(rows('a,b\nc,d')).size).toBe(0);
});
