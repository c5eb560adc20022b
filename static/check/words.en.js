/* The words of the checker. A further language is one more file like this, and its line in index.html. */
(globalThis.tequioCheckWords ??= {}).en = {
  language: 'English',
  formats: 'en-GB',
  tongues: 'Language',
  title: 'Check a proof',
  lead:
    'A proof is a small file that a group’s record gave out. It tells what was done and shows that this is still ' +
    'in the record, unchanged. Nothing leaves your device: this page sends nothing, and works without a line.',
  file: 'The proof, a file',
  'paste.open': 'I have it as text',
  paste: 'The text of the proof',
  'key.known': 'The key you know, if you have it',
  'key.help': 'It is on receipts and letters: 16 digits and letters, or more.',
  check: 'Check it',

  'verdict.holds': 'This proof holds.',
  'verdict.fails': 'This proof does not hold.',
  'verdict.incomplete': 'What could be checked holds, but not everything could be checked.',
  'verdict.fails.do':
    'Perhaps the file was damaged on its way: ask for it once more. If it fails again, show it to the people who ' +
    'check your group’s books, and keep the file.',
  nothing: 'Choose a file first, or paste its text.',
  unreadable: 'This file cannot be read. Choose it once more.',

  'result.holds': 'holds',
  'result.fails': 'does not hold',
  'result.unknown': 'cannot be checked here',
  'result.absent': 'not in this file',

  checks: 'What was checked',
  'shape.holds': 'The file has the form of a proof.',
  'shape.fails': 'The file does not have the form of a proof.',
  'leaf.holds': 'The act is written exactly as a record writes, and belongs to this group.',
  'leaf.fails': 'The act is not written as a record writes it, or belongs to another group.',
  'key.holds': 'The key in the file is the one that the record names.',
  'key.holds.known': 'The key in the file is the one you know.',
  'key.fails': 'The key in the file is not the one that the record names, or not the one you know.',
  'signature.holds': 'That key signed the state of the record.',
  'signature.fails': 'The signature under the state of the record is not by that key.',
  'signature.unknown':
    'This browser cannot check signatures here. It may, if you save this page with its files and open it from your ' +
    'device; a current Firefox, Safari or Chrome can. The command “node bin/check-proof.mjs” always can.',
  'inclusion.holds': 'The act is in the record, at its place, unchanged.',
  'inclusion.fails':
    'The way from this act to the signed record does not lead there: one of them was changed.',
  'consistency.holds': 'Since the earlier state, the record has only grown; nothing before it was changed.',
  'consistency.fails':
    'The record is not a continuation of the earlier state: something before it was changed.',
  'consistency.absent': 'The file does not look back to an earlier state of the record.',
  'earlier_signature.holds': 'The same key signed the earlier state.',
  'earlier_signature.fails': 'The signature under the earlier state is not by that key.',
  'earlier_signature.unknown':
    'The signature under the earlier state could not be checked: this browser cannot do it here, or the state was ' +
    'signed with an earlier key, which is not in this file.',
  'earlier_signature.absent': 'So there is no earlier signature either.',
  'personal.holds': 'What tells of people is the same that the act spoke of.',
  'personal.fails': 'What tells of people is not what the act spoke of.',
  'personal.absent': 'Nothing personal is in this file.',

  act: 'What the act says',
  'act.if': 'This is what the file says. It is only proven if everything above holds.',
  'act.command': 'What',
  'act.org': 'Group',
  'act.actor': 'Who',
  'act.actor.nobody': 'nobody in person',
  'act.at': 'When',
  'act.channel': 'How it came in',
  'act.authority': 'On which ground',
  'act.statutes': 'Rules in force',
  'act.statutes.version': 'version {version}',
  'act.statutes.none': 'none yet',
  'act.fact': 'What was recorded',
  'act.place': 'Place in the record',
  'act.place.of': '{place} of {size}',
  'act.erased': 'kept apart, not in this file, or erased',
  'act.nothing': 'nothing',
  'act.yes': 'yes',
  'act.no': 'no',

  'channel.web': 'on a page',
  'channel.api': 'from another program',
  'channel.cli': 'at the command line',
  'channel.job': 'by the clock',
  'channel.story': 'in a story',

  'authority.self': 'their own affair',
  'authority.membership': 'as a member ({member})',
  'authority.mandate': 'by the post “{role}” ({member})',
  'authority.signatures': '{needed} signatures were needed: {members}',
  'authority.founding': 'as a founder ({member})',
  'authority.statute': 'the rules order it ({article})',
  'authority.house': 'by whoever runs the instance',
  'authority.other': 'other: {by}',

  key: 'The key',
  'key.fingerprint': 'Fingerprint of the key',
  'key.compare':
    'A proof is worth as much as its key. Compare these signs with those on a receipt or a letter that you trust, ' +
    'or ask another member to read theirs aloud.',
  'key.head': 'State of the record: {size} acts, signed {at}',

  'limits.title': 'What this shows, and what it does not',
  'limits.shows':
    'It shows that this act, to the letter, is in a record that was signed with this key, and that nobody can change ' +
    'it there without every later state of the record becoming different.',
  'limits.not':
    'It does not show that the act was wise, that what it says is true, or that the person really sat at the keys.',
  'limits.trust':
    'Whoever holds the machine could show different people different records. Against that helps only what groups ' +
    'do together: keep states of the record, exchange them, and compare.',
};
