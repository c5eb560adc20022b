/** Accounts, as programs read them: one’s own, and what a group holds in common. */
import { z } from 'zod';
import type { MemberId, OrgId } from '#kernel/command';
import { accept, refuse } from '#kernel/outcome';
import type { Tx } from '#kernel/tx';
import { hidesHolder, POSTING_KINDS, PURPOSES, readsBooks, requestState, seesAccount } from '#ledger';
import {
  loadAccount,
  loadAccountsOf,
  loadCommonAccounts,
  loadEntrustedTo,
  loadNamed,
  loadOpenAccounts,
  loadRequestsOf,
  loadStatement,
} from '#ledger/server';
import { mostOf, next, pageOf, paging } from './paging.ts';
import { read } from './read.ts';
import { insideOf } from './scenes.ts';
import * as shapes from './shapes.ts';

const MOST = 100;
const minor = z.string().regex(/^-?[0-9]+$/);
const limit = minor.nullable().describe('Null where there is no bound');

const account = z
  .object({
    account: z.string(),
    unit: z.string().describe('As the article `books` of the rules knows it, with its code and decimals'),
    purpose: z.enum(PURPOSES),
    member: shapes.memberId.nullable(),
    name: z.string(),
    balanceMinor: minor,
    heldMinor: minor.describe('Promised out of it: it counts as gone'),
    comingMinor: minor,
    floorMinor: limit,
    ceilingMinor: limit,
    frozenUntil: shapes.civilDate.nullable(),
    closedAt: shapes.instant.nullable(),
  })
  .meta({ id: 'Account' });

const payable = z
  .object({
    account: z.string(),
    unit: z.string(),
    purpose: z.enum(PURPOSES),
    member: shapes.memberId.nullable(),
    name: z.string(),
  })
  .meta({ id: 'PayableAccount' });

const entry = z
  .object({
    number: minor.describe('In the books of the group, without gaps'),
    at: shapes.instant,
    bookedOn: shapes.civilDate,
    kind: z.enum(POSTING_KINDS),
    other: z.string().describe('The account at the other end'),
    minor: minor.describe('Negative where it left'),
    afterMinor: minor,
    note: z.string().nullable(),
    corrects: minor.nullable(),
    correctedMinor: minor,
    act: z.string(),
  })
  .meta({ id: 'StatementEntry' });

const request = z
  .object({
    request: z.string(),
    unit: z.string(),
    source: z.string(),
    target: z.string(),
    amountMinor: minor,
    note: z.string().nullable(),
    state: z.enum(['waits', 'paid', 'in_cash', 'declined', 'taken_back', 'expired']),
    expiresOn: shapes.civilDate,
    number: minor.nullable(),
  })
  .meta({ id: 'PaymentRequest' });

type Loaded = Awaited<ReturnType<typeof loadAccountsOf>>[number];

function accountShape(one: Loaded): z.infer<typeof account> {
  const text = (value: bigint | null) => (value === null ? null : String(value));
  return {
    account: one.id,
    unit: one.unit,
    purpose: one.purpose,
    member: one.member,
    name: one.name,
    balanceMinor: String(one.balanceMinor),
    heldMinor: String(one.heldMinor),
    comingMinor: String(one.comingMinor),
    floorMinor: text(one.limits.floorMinor),
    ceilingMinor: text(one.limits.ceilingMinor),
    frozenUntil: one.frozen?.until ?? null,
    closedAt: one.closedAt,
  };
}

/** Open accounts of others for which a member acts. */
async function entrustedOf(tx: Tx, org: OrgId, member: MemberId | null, today: string) {
  const entrusted = member === null ? [] : await loadEntrustedTo(tx, org, member, today);
  const found = await Promise.all(entrusted.map((one) => loadAccount(tx, org, one.account)));
  return found.filter((one) => one !== null && one.closedAt === null) as Loaded[];
}

export const accountReads = [
  read({
    name: 'ledger.accounts',
    path: '/groups/{slug}/accounts',
    summary: 'One’s own accounts, those entrusted to one, and those held in common, with what is in them',
    access: 'token',
    input: z.strictObject({ slug: shapes.groupAddress }),
    answer: z.object({ accounts: z.array(account) }),
    refusals: ['no_standing'],
    async read(asked, caller, { slug }) {
      const scene = await insideOf(asked, caller, slug);
      if (!scene) return refuse('no_standing');
      const { db } = asked.world.host;
      const { org_id: org } = scene.organization;
      const { member } = scene.viewer;
      const own = member === null ? [] : await loadAccountsOf(db, org, member);
      const entrusted = await entrustedOf(db, org, member, scene.today);
      const common = await loadCommonAccounts(db, org);
      return accept({ accounts: [...own, ...entrusted, ...common].map(accountShape) });
    },
  }),
  read({
    name: 'ledger.payable',
    path: '/groups/{slug}/accounts/payable',
    summary: 'The open accounts of a group, whom one can pay: whose they are, and nothing of what is in them',
    access: 'token',
    input: z.strictObject({ slug: shapes.groupAddress, ...paging }),
    answer: z.object({ accounts: z.array(payable), next }),
    refusals: ['no_standing'],
    async read(asked, caller, { slug, ...page }) {
      const scene = await insideOf(asked, caller, slug);
      if (!scene) return refuse('no_standing');
      const open = await loadOpenAccounts(asked.world.host.db, scene.organization.org_id);
      const { seen, next: following } = pageOf(
        open.filter((one) => one.purpose !== 'issue'),
        page,
      );
      const accounts = seen.map(({ id, unit, purpose, member, name }) => ({
        account: id,
        unit,
        purpose,
        member,
        name,
      }));
      return accept({ accounts, next: following });
    },
  }),
  read({
    name: 'ledger.statement',
    path: '/groups/{slug}/accounts/{id}/statement',
    summary: 'What came to an account and left it, the newest first; one’s own, or one held in common',
    access: 'token',
    input: z.strictObject({ slug: shapes.groupAddress, id: z.string().max(60), ...paging }),
    answer: z.object({ account, entries: z.array(entry), next }),
    refusals: ['no_standing'],
    async read(asked, caller, { slug, id, ...page }) {
      const scene = await insideOf(asked, caller, slug);
      if (!scene) return refuse('no_standing');
      const { db } = asked.world.host;
      const { org_id: org } = scene.organization;
      const found = await loadAccount(db, org, id);
      const { member } = scene.viewer;
      const keepsBooks = readsBooks(scene);
      const entrusted = member === null ? [] : await loadEntrustedTo(db, org, member, scene.today);
      if (!found || !seesAccount({ member, keepsBooks, entrusted }, found)) return refuse('no_standing');
      const most = mostOf(page);
      const isPage = page.page !== undefined && /^[1-9][0-9]{0,17}$/.test(page.page);
      const before = isPage ? { before: BigInt(page.page!) } : {};
      const entries = await loadStatement(db, org, id, { ...before, most: most + 1 });
      const seen = entries.slice(0, most);
      const others = await loadNamed(
        db,
        org,
        seen.map((one) => one.other),
      );
      const hidden = seen.map((one) =>
        hidesHolder(
          { member, keepsBooks },
          one,
          others.find(({ id: its }) => its === one.other)?.member ?? null,
        ),
      );
      return accept({
        account: accountShape(found),
        entries: seen.map((one, at) => ({
          number: String(one.number),
          at: one.at,
          bookedOn: one.bookedOn,
          kind: one.kind,
          other: hidden[at] ? '' : one.other,
          minor: String(one.minor),
          afterMinor: String(one.afterMinor),
          note: hidden[at] ? null : one.note,
          corrects: one.corrects === null ? null : String(one.corrects),
          correctedMinor: String(one.correctedMinor),
          act: one.act,
        })),
        next: entries.length > most ? String(seen.at(-1)!.number) : null,
      });
    },
  }),
  read({
    name: 'ledger.requests',
    path: '/groups/{slug}/payment-requests',
    summary:
      'What one’s own accounts, and those entrusted to one, are asked for and ask for; what waits first',
    access: 'token',
    input: z.strictObject({ slug: shapes.groupAddress }),
    answer: z.object({ requests: z.array(request) }),
    refusals: ['no_standing'],
    async read(asked, caller, { slug }) {
      const scene = await insideOf(asked, caller, slug);
      if (!scene) return refuse('no_standing');
      const { db } = asked.world.host;
      const { org_id: org } = scene.organization;
      const { member } = scene.viewer;
      const own = member === null ? [] : await loadAccountsOf(db, org, member);
      const entrusted = member === null ? [] : await loadEntrustedTo(db, org, member, scene.today);
      const accounts = [...own.map((one) => one.id), ...entrusted.map((one) => one.account)];
      const found = await loadRequestsOf(db, org, accounts, MOST);
      const requests = found.map((one) => ({
        request: one.id,
        unit: one.unit,
        source: one.source,
        target: one.target,
        amountMinor: String(one.amountMinor),
        note: one.note,
        state: requestState(one, scene.today),
        expiresOn: one.expiresOn,
        number: one.number === null ? null : String(one.number),
      }));
      return accept({ requests });
    },
  }),
];
