/** Hours for somebody who is looked after in another circle, and back. */
import { assert } from '#kernel/assert';
import type { MemberId } from '#kernel/command';
import { accountOf, HOUR, minor, RULES, type Street } from './care-street.ts';
import type { StoryStage } from './stage.ts';

/** The two circles keep an account with each other. */
export async function forAnAunt(street: Street): Promise<void> {
  const { stage, org, who } = street;
  stage.scene(
    '2026-05-30T11:00:00-06:00',
    { en: 'For an aunt in Etla', es: 'Para una tía en Etla' },
    {
      en: 'Noé’s aunt Chole lives in Etla, forty minutes away by bus, and no longer gets up by herself. A circle looks after her there, and Noé would like to give something back. So the circle of Etla becomes a member of that of Jalatlaco: with no vote, and with an account like anybody else. Lupe speaks for it.',
      es: 'La tía Chole de Noé vive en Etla, a cuarenta minutos en camión, y ya no se levanta sola. Allá la cuida un círculo, y Noé quisiera corresponder. Así que el círculo de Etla se hace integrante del de Jalatlaco: sin voto, y con una cuenta como cualquiera. Habla por él Lupe.',
    },
  );
  const etla = await foundEtla(stage);
  await stage.together([etla.beni, etla.lupe], 'agents.name_delegate', etla.org, {
    network: org,
    member: etla.members['Lupe'],
  });
  const place = { name: ETLA, class: 'group', as: etla.org, norms: true };
  const { member } = await stage.act(etla.lupe, 'agents.apply', org, place);
  await stage.act(who.Noé, 'agents.vouch', org, { member });
  await stage.together([who.Imelda, who.Remedios], 'agents.admit', org, { member });
  const theirs = await stage.accountOf(org, member as MemberId, HOUR);
  await stage.act(who.Noé, 'ledger.transfer', org, {
    source: await accountOf(street, 'Noé'),
    target: theirs,
    amountMinor: minor('4'),
    note: 'Para mi tía Chole',
  });
  stage.say({
    en: 'In Etla nobody receives anything yet: what Noé gave is what Jalatlaco owes them. Beni, who keeps the hours there, gives Chole four of those that are for whoever needs them.',
    es: 'En Etla todavía nadie recibe nada: lo que dio Noé es lo que Jalatlaco les debe. Beni, que allá lleva las horas, le da a Chole cuatro de las que son para quien las necesite.',
  });
  await stage.act(etla.beni, 'ledger.pay_out', etla.org, {
    source: await stage.accountOf(etla.org, null, HOUR),
    target: await stage.accountOf(etla.org, etla.members['Chole']!, HOUR),
    amountMinor: minor('4'),
    note: 'De su sobrino Noé, por Jalatlaco',
  });
  stage.scene(
    '2026-06-12T20:00:00-06:00',
    { en: 'And back', es: 'Y de vuelta' },
    {
      en: 'Two weeks later Beni’s father lies in hospital in Oaxaca, and Imelda sits with him for an evening. Etla pays her out of what Jalatlaco owes. Two hours are left between the two circles.',
      es: 'Dos semanas después el papá de Beni está internado en Oaxaca, e Imelda lo acompaña una tarde. Etla le paga de lo que Jalatlaco le debe. Quedan dos horas entre los dos círculos.',
    },
  );
  await stage.act(etla.lupe, 'ledger.transfer', org, {
    source: theirs,
    target: await accountOf(street, 'Imelda'),
    amountMinor: minor('2'),
    note: 'La tarde con el papá de Beni',
  });
  assert((await stage.balanceOf(org, theirs)) === BigInt(minor('2')), 'two hours are left');
}

const ETLA = 'Círculo de Cuidados de Etla';

/** A circle of three, with some hours for whoever needs them. */
async function foundEtla(stage: StoryStage) {
  return stage.quietly(async () => {
    const [beni, lupe, chole] = [
      await stage.person('Beni'),
      await stage.person('Lupe'),
      await stage.person('Chole'),
    ];
    const { org, members } = await stage.found([beni, lupe, chole], {
      form: 'care_circle',
      name: ETLA,
      purpose: 'Que nadie cuide en soledad.',
      place: 'San Pedro y San Pablo Etla, Oaxaca',
      articles: RULES,
    });
    for (const one of [beni, lupe, chole])
      await stage.act(one, 'agents.sign', org, { subject: 'founding', statutes: 1 });
    await stage.together([lupe, chole], 'agents.appoint', org, {
      role: 'treasurer',
      member: members['Beni'],
    });
    await stage.act(lupe, 'ledger.transfer', org, {
      source: await stage.accountOf(org, members['Lupe']!, HOUR),
      target: await stage.accountOf(org, null, HOUR),
      amountMinor: minor('6'),
      note: 'Para quien las necesite',
    });
    return { org, members, beni, lupe };
  });
}
