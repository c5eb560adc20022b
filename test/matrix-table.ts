/**
 * Who may do what: every command, every standing. Written by hand and read by people; the matrix (see
 * matrix.test.ts) holds the house to it. A command that is not here fails.
 */

/** What stands in the cells; `self`: whichever rule keeps someone from deciding about themself. */
export const LEGEND: { readonly [cell: string]: string } = {
  yes: 'done',
  wait: 'waits',
  in: 'sign_in_first',
  '-': 'no_standing',
  only: 'members_only',
  rest: 'membership_suspended',
  no: 'no_mandate',
  over: 'mandate_ended',
  scp: 'token_lacks_scope',
  host: 'command_unknown',
  own: 'not_yours',
  nocr: 'no_care_here',
  nhlp: 'help_unknown',
  nown: 'not_for_own_help',
  onlf: 'care_for_oneself',
  fnd: 'group_is_founded',
  end: 'group_is_dissolved',
  nobo: 'matter_has_no_power',
  is: 'member_already',
  open: 'application_open_already',
  far: 'not_of_this_household',
  home: 'in_household_already',
  lone: 'not_in_household',
  gain: 'own_benefit',
  left: 'left_already',
  uns: 'not_signed',
  nosg: 'signature_not_counted',
  self: 'not_on_oneself cannot_vouch_for_oneself',
  did: 'vouched_already',
  sgnd: 'signed_already',
  nnet: 'network_unknown',
  napp: 'not_an_applicant',
  nost: 'member_not_in_standing',
  yet: 'not_founded_yet',
  free: 'not_suspended',
  ink: 'member_on_paper',
  past: 'mandate_over',
  othr: 'invitation_of_another',
  npro: 'proposal_unknown',
  auth: 'not_an_author',
  nask: 'not_asked',
  wrot: 'author_already',
  opt: 'option_of_another',
  nput: 'not_put_forward',
  nstk: 'not_stuck',
  dec: 'needs_decision',
  nmer: 'merge_unknown',
  nprm: 'promise_unknown',
  noff: 'offer_unknown',
  nbrk: 'not_waiting_for_effect',
  ndel: 'no_delegations_here',
  ndlg: 'delegation_unknown',
  ndcd: 'nothing_decided_yet',
  stnd: 'objection_stands',
  osum: 'own_summary',
  into: 'not_into_itself',
  roll: 'not_on_roll',
  vopn: 'vote_not_over',
  vcls: 'vote_closed',
  tell: 'same_teller',
  xlng: 'extended_too_far',
  nmee: 'meeting_unknown',
  ndat: 'date_unknown',
  room: 'not_in_the_room',
  itm: 'item_of_another',
  feed: 'feed_unknown',
  ndcs: 'does_not_decide',
  wasn: 'was_not_there',
  wts: 'waits_to_speak',
  bunk: 'budget_unknown',
  prj: 'project_of_another',
  nvot: 'not_of_its_voters',
  nfnd: 'project_not_funded',
  nfil: 'file_unknown',
  nbrg: 'file_not_brought',
  cnty: 'counted_it_yourself',
  nwrt: 'not_written_down',
  came: 'came_by_yourself',
  nacc: 'not_your_account',
  nent: 'not_entrusted',
  nreq: 'request_unknown',
  nhld: 'hold_unknown',
  ncsh: 'cash_unknown',
  nuni: 'unit_unknown',
  nmov: 'movement_unknown',
  ndsp: 'dispute_unknown',
  nadv: 'advert_unknown',
  adva: 'advert_of_another',
  oadv: 'your_own_advert',
  nagr: 'agreement_unknown',
  nrng: 'ring_unknown',
  nrin: 'not_in_this_ring',
  nexc: 'no_exchange_here',
  oter: 'own_terms',
  ogiv: 'only_who_gives',
  orec: 'only_who_receives',
  nsai: 'nothing_was_said',
  jalr: 'joined_already',
  munk: 'member_unknown',
  nrec: 'receipt_unknown',
  nopn: 'opening_unknown',
  nlin: 'line_unknown',
  nstd: 'standing_unknown',
};

/**
 * A founded association in which members carry most matters together. Columns: visitor; a person it does not
 * know; an applicant; someone on trial; a member; an ex-member; a suspended member; its coordinator, its
 * treasurer, its secretary; the secretary whose term is over; a member of another group; the member's tokens
 * of another scope (bar), of the whole modules (wid), of every command by name (scp); the operator.
 */
export const FOUNDED = `
command                    vis  per  app  tri  mem  ex   sus  coo  tre  sec  pst  for  bar  wid  scp  ope
agents.accept              in   yes  is   is   is   yes  is   is   is   is   is   yes  scp  is   is   in
agents.admit               in   -    only no   wait only rest wait wait wait wait -    scp  wait wait in
agents.amend               in   -    only no   wait only rest wait wait wait wait -    scp  wait wait in
agents.apply               in   yes  open is   is   yes  is   is   is   is   is   yes  scp  is   is   in
agents.appoint             in   -    only no   wait only rest wait wait wait wait -    scp  wait wait in
agents.ask_signatures      host host host host host host host host host host host host host host host host
agents.confirm_household   in   -    only far  yes  only rest far  far  far  far  -    scp  yes  yes  in
agents.decline             in   -    only no   wait only rest wait wait wait wait -    scp  wait wait in
agents.describe            in   -    only no   no   only rest no   no   yes  over -    scp  no   no   in
agents.dissolve            in   -    only no   wait only rest wait wait wait wait -    scp  wait wait in
agents.edit_membership     in   -    yes  yes  yes  yes  yes  yes  yes  yes  yes  -    scp  scp  scp  in
agents.edit_profile        in   yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  scp  scp  scp  in
agents.enter_house         host host host host host host host host host host host host host host host host
agents.enter_on_paper      in   -    only no   yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
agents.erase_me            in   yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  scp  scp  scp  in
agents.exclude             in   -    only no   wait only rest wait wait wait wait -    scp  wait wait in
agents.forget_me           host host host host host host host host host host host host host host host host
agents.form_household      in   -    only yes  home only rest yes  yes  yes  yes  -    scp  home home in
agents.found               in   yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  scp  yes  yes  in
agents.hand_over           in   -    only no   wait only rest wait wait wait wait -    scp  wait wait in
agents.invite              in   -    only no   yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
agents.join_household      in   -    only yes  home only rest yes  yes  yes  yes  -    scp  home home in
agents.lay_down            in   -    own  own  own  own  own  yes  yes  yes  past -    scp  scp  scp  in
agents.leave               in   -    yes  yes  yes  left yes  yes  yes  yes  yes  -    scp  scp  scp  in
agents.leave_household     in   -    lone lone yes  lone yes  lone lone lone lone -    scp  scp  scp  in
agents.let_go              host host host host host host host host host host host host host host host host
agents.lift_suspension     in   -    only no   wait only rest wait wait wait wait -    scp  wait wait in
agents.name_delegate       in   -    only no   wait only rest wait wait wait wait -    scp  wait wait in
agents.name_founder        in   -    only fnd  fnd  only rest fnd  fnd  fnd  fnd  -    scp  fnd  fnd  in
agents.revoke              in   -    only no   wait only rest wait wait wait wait -    scp  wait wait in
agents.say_no              in   -    only yes  yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
agents.sign                in   -    only nosg yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
agents.suspend             in   -    only no   wait only rest wait wait wait wait -    scp  wait wait in
agents.unname_founder      in   -    only fnd  fnd  only rest fnd  fnd  fnd  fnd  -    scp  fnd  fnd  in
agents.vouch               in   -    only yes  yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
agents.vouch_return        host host host host host host host host host host host host host host host host
agents.withdraw_invitation in   -    only othr yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
agents.withdraw_signature  in   -    uns  uns  yes  uns  uns  uns  uns  uns  uns  -    scp  scp  scp  in
decisions.add_option       in   -    only yes  yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
decisions.agree_author     in   -    only nask yes  only rest nask nask nask nask -    scp  yes  yes  in
decisions.ask_author       in   -    only auth yes  only rest auth auth auth auth -    scp  yes  yes  in
decisions.edit_proposal    in   -    only auth yes  only rest auth auth auth auth -    scp  yes  yes  in
decisions.cast             in   -    only roll yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
decisions.close            in   -    only auth auth only rest auth auth auth auth -    scp  auth auth in
decisions.confirm_ballots  in   -    only no   yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
decisions.enter_ballots    in   -    only no   yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
decisions.extend           in   -    only auth auth only rest auth auth auth auth -    scp  auth auth in
decisions.enact            host host host host host host host host host host host host host host host host
decisions.get_stuck        host host host host host host host host host host host host host host host host
decisions.give_back        in   -    only nstk nstk only rest nstk nstk nstk nstk -    scp  nstk nstk in
decisions.open             in   -    only auth yes  only rest auth auth auth auth -    scp  yes  yes  in
decisions.post_ballot      yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes
decisions.propose          in   -    only yes  yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
decisions.publish          in   -    only auth yes  only rest auth auth auth auth -    scp  yes  yes  in
decisions.refuse_ballots   in   -    own  own  yes  own  own  own  own  own  own  -    scp  scp  scp  in
decisions.stand            in   -    only nput yes  only rest nput nput nput nput -    scp  yes  yes  in
decisions.take_token       in   -    only roll yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
decisions.try_again        in   -    only nstk nstk only rest nstk nstk nstk nstk -    scp  nstk nstk in
decisions.withdraw_option  in   -    only opt  yes  only rest opt  opt  opt  opt  -    scp  yes  yes  in
decisions.withdraw_proposal in   -    only auth yes  only rest auth auth auth auth -    scp  yes  yes  in
decisions.add_file         in   -    only auth yes  only rest auth auth auth auth -    scp  yes  yes  in
decisions.hide_file        in   -    only no   wait only rest wait wait wait wait -    scp  wait wait in
decisions.show_file        in   -    only no   wait only rest wait wait wait wait -    scp  wait wait in
decisions.take_back_file   in   -    only auth yes  only rest auth auth auth auth -    scp  yes  yes  in
decisions.accept_merge     in   -    only nmer nmer only rest nmer nmer nmer nmer -    scp  nmer nmer in
decisions.accept_offer     in   -    only auth auth only rest auth auth auth auth -    scp  auth auth in
decisions.accept_promise   in   -    only nprm nprm only rest nprm nprm nprm nprm -    scp  nprm nprm in
decisions.adopt_summary    in   -    only yes  yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
decisions.apply_offer      in   -    only no   dec  only rest dec  dec  dec  dec  -    scp  dec  dec  in
decisions.brake            in   -    only nbrk nbrk only rest nbrk nbrk nbrk nbrk -    scp  nbrk nbrk in
decisions.change_word      in   -    only own  own  only rest own  own  own  own  -    scp  own  own  in
decisions.decline_merge    in   -    only nmer nmer only rest nmer nmer nmer nmer -    scp  nmer nmer in
decisions.decline_offer    in   -    only auth auth only rest auth auth auth auth -    scp  auth auth in
decisions.delegate         in   -    only ndel ndel only rest ndel ndel ndel ndel -    scp  ndel ndel in
decisions.end_delegation   in   -    only ndlg ndlg only rest ndlg ndlg ndlg ndlg -    scp  ndlg ndlg in
decisions.hide_word        in   -    only no   wait only rest wait wait wait wait -    scp  wait wait in
decisions.integrate        in   -    only auth auth only rest auth auth auth auth -    scp  auth auth in
decisions.keep_promise     in   -    only nprm nprm only rest nprm nprm nprm nprm -    scp  nprm nprm in
decisions.offer_change     in   -    only yes  yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
decisions.offer_merge      in   -    only auth auth only rest auth auth auth auth -    scp  auth auth in
decisions.promise          in   -    only ndcd ndcd only rest ndcd ndcd ndcd ndcd -    scp  ndcd ndcd in
decisions.react            in   -    only yes  yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
decisions.remind           in   -    only nprm nprm only rest nprm nprm nprm nprm -    scp  nprm nprm in
decisions.say              in   -    only yes  yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
decisions.set_aside_word   in   -    only no   stnd only rest stnd stnd stnd stnd -    scp  stnd stnd in
decisions.settle_word      in   -    only own  own  only rest own  own  own  own  -    scp  own  own  in
decisions.show_word        in   -    only no   wait only rest wait wait wait wait -    scp  wait wait in
decisions.summarise        in   -    only yes  yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
decisions.take_back_offer  in   -    only own  own  only rest own  own  own  own  -    scp  own  own  in
decisions.take_back_promise in  -    only nprm nprm only rest nprm nprm nprm nprm -    scp  nprm nprm in
decisions.take_back_word   in   -    own  own  own  own  own  own  own  own  own  -    scp  scp  scp  in
decisions.add_agenda_item  in   -    only yes  yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
decisions.add_date         in   -    only yes  yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
decisions.answer_meeting   in   -    only yes  yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
decisions.arrive           in   -    only room yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
decisions.ask_to_speak     in   -    only room yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
decisions.call_meeting     in   -    only no   yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
decisions.cancel_meeting   in   -    only no   yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
decisions.change_date      in   -    only yes  yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
decisions.change_meeting   in   -    only no   yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
decisions.close_meeting    in   -    only room yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
decisions.confirm_hands    in   -    only ndcs yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
decisions.deny_presence    in   -    nwrt nwrt yes  nwrt nwrt yes  yes  yes  yes  -    scp  scp  scp  in
decisions.depart           in   -    only room yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
decisions.done_speaking    in   -    only room yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
decisions.drop_agenda_item in   -    only itm  itm  only rest yes  itm  itm  itm  -    scp  itm  itm  in
decisions.drop_date        in   -    only yes  yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
decisions.drop_feed        in   -    only feed feed only rest feed feed feed feed -    scp  feed feed in
decisions.make_feed        in   -    only yes  yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
decisions.move_agenda_item in   -    only yes  yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
decisions.note             in   -    only room yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
decisions.open_meeting     in   -    only ndcs yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
decisions.show_hands       in   -    only room yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
decisions.sign_minutes     in   -    only wasn yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
decisions.speak            in   -    only room yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
decisions.take_item        in   -    only room yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
decisions.write_minutes    in   -    only wasn yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
decisions.call_off_budget  in   -    only no   no   only rest yes  no   no   no   -    scp  no   no   in
decisions.change_budget    in   -    only no   no   only rest yes  no   no   no   -    scp  no   no   in
decisions.cost_project     in   -    only no   no   only rest yes  no   no   no   -    scp  no   no   in
decisions.edit_project     in   -    only prj  yes  only rest prj  prj  prj  prj  -    scp  yes  yes  in
decisions.merge_projects   in   -    only no   no   only rest yes  no   no   no   -    scp  no   no   in
decisions.open_budget      in   -    only no   no   only rest yes  no   no   no   -    scp  no   no   in
decisions.put_project      in   -    only yes  yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
decisions.put_to_ballot    in   -    only no   no   only rest yes  no   no   no   -    scp  no   no   in
decisions.report_delivery  in   -    only no   no   only rest nfnd no   no   no   -    scp  no   no   in
decisions.rule_out_project in   -    only no   no   only rest yes  no   no   no   -    scp  no   no   in
decisions.withdraw_project in   -    only prj  yes  only rest prj  prj  prj  prj  -    scp  yes  yes  in
exchange.agree             in   -    only nagr yes  only rest nagr nagr nagr nagr -    scp  yes  yes  in
exchange.answer            in   -    only yes  yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
exchange.call_off          in   -    only nagr yes  only rest nagr nagr nagr nagr -    scp  yes  yes  in
exchange.change_terms      in   -    only nagr yes  only rest nagr nagr nagr nagr -    scp  yes  yes  in
exchange.edit_advert       in   -    only adva yes  only rest adva adva adva adva -    scp  yes  yes  in
exchange.end_advert        in   -    only adva yes  only rest adva adva adva adva -    scp  yes  yes  in
exchange.end_agreement     host host host host host host host host host host host host host host host host
exchange.end_ring          host host host host host host host host host host host host host host host host
exchange.enter_advert      in   -    only no   yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
exchange.hide_advert       in   -    only no   gain only rest wait wait wait wait -    scp  gain gain in
exchange.join_ring         in   -    only nrng yes  only rest nrng nrng nrng nrng -    scp  yes  yes  in
exchange.leave_ring        in   -    only nrng yes  only rest nrng nrng nrng nrng -    scp  yes  yes  in
exchange.not_done          in   -    only nagr yes  only rest nagr nagr nagr nagr -    scp  yes  yes  in
exchange.propose_ring      in   -    only nrin yes  only rest nrin nrin nrin nrin -    scp  yes  yes  in
exchange.publish_advert    in   -    only yes  yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
exchange.receive_in_ring   in   -    only nrng yes  only rest nrng nrng nrng nrng -    scp  yes  yes  in
exchange.renew_advert      in   -    only adva yes  only rest adva adva adva adva -    scp  yes  yes  in
exchange.reply             in   -    only nagr yes  only rest nagr nagr nagr nagr -    scp  yes  yes  in
exchange.say_done          in   -    only nagr yes  only rest nagr nagr nagr nagr -    scp  yes  yes  in
exchange.settle            in   -    only nagr yes  only rest nagr nagr nagr nagr -    scp  yes  yes  in
exchange.show_advert       in   -    only no   gain only rest wait wait wait wait -    scp  gain gain in
exchange.take_back_thanks  in   -    only nagr yes  only rest nagr nagr nagr nagr -    scp  yes  yes  in
exchange.thank             in   -    only nagr yes  only rest nagr nagr nagr nagr -    scp  yes  yes  in
exchange.write             in   -    only nagr yes  only rest nagr nagr nagr nagr -    scp  yes  yes  in
care.ask_help              in   -    only yes  yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
care.come                  in   -    only yes  yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
care.correct               in   -    own  own  yes  own  own  own  own  own  own  -    scp  scp  scp  in
care.end_help              in   -    own  own  yes  own  own  own  own  own  own  -    scp  scp  scp  in
care.forget_entry          in   -    own  own  yes  own  own  own  own  own  own  -    scp  scp  scp  in
care.log                   in   -    only yes  yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
care.not_come              in   -    own  own  yes  own  own  own  own  own  own  -    scp  scp  scp  in
care.tell_month            host host host host host host host host host host host host host host host host
care.thank                 in   -    only yes  yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
ledger.accept_request      in   -    only nreq yes  only rest nreq nreq nreq nreq -    scp  yes  yes  in
ledger.begin_run           host host host host host host host host host host host host host host host host
ledger.charge_accounts     host host host host host host host host host host host host host host host host
ledger.choose_association  in   -    only nacc yes  only rest nacc nacc nacc nacc -    scp  yes  yes  in
ledger.add_receipt         in   -    only nmov nbrg only rest nmov nmov nmov nmov -    scp  nbrg nbrg in
ledger.book_bank           in   -    only no   wait only rest wait wait wait wait -    scp  wait wait in
ledger.book_line           in   -    only no   no   only rest no   yes  no   no   -    scp  no   no   in
ledger.bring_balances      in   -    only no   wait only rest wait wait wait wait -    scp  wait wait in
ledger.close_fund          in   -    only no   no   only rest no   yes  no   no   -    scp  no   no   in
ledger.close_period        in   -    only no   no   only rest no   yes  no   no   -    scp  no   no   in
ledger.count_balances      host host host host host host host host host host host host host host host host
ledger.count_cash          in   -    only no   no   only rest no   yes  no   no   -    scp  no   no   in
ledger.decline_request     in   -    only nreq yes  only rest nreq nreq nreq nreq -    scp  yes  yes  in
ledger.deny_transfer       in   -    only nmov yes  only rest nmov nmov nmov nmov -    scp  yes  yes  in
ledger.dispute             in   -    only nmov yes  only rest nmov nmov nmov nmov -    scp  yes  yes  in
ledger.doubt_balances      in   -    only yes  yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
ledger.end_entrusting      in   -    only nent yes  only rest nent nent nent nent -    scp  yes  yes  in
ledger.end_order           in   -    only nstd yes  only rest nstd nstd nstd nstd -    scp  yes  yes  in
ledger.enter_paid          in   -    only no   no   only rest yes  no   no   no   -    scp  no   no   in
ledger.enter_transfer      in   -    only no   no   only rest yes  no   no   no   -    scp  no   no   in
ledger.entrust_account     in   -    only nacc yes  only rest nacc nacc nacc nacc -    scp  yes  yes  in
ledger.exchange_in         in   -    only no   no   only rest no   yes  no   no   -    scp  no   no   in
ledger.exchange_out        in   -    only no   no   only rest no   yes  no   no   -    scp  no   no   in
ledger.explain_difference  in   -    only no   no   only rest no   yes  no   no   -    scp  no   no   in
ledger.freeze              in   -    only no   wait only rest wait wait wait wait -    scp  wait wait in
ledger.grant_credit        in   -    only no   gain only rest wait wait wait wait -    scp  gain gain in
ledger.hold                in   -    only nacc yes  only rest nacc nacc nacc nacc -    scp  yes  yes  in
ledger.issue               in   -    only no   no   only rest no   yes  no   no   -    scp  no   no   in
ledger.keep_accounts       host host host host host host host host host host host host host host host host
ledger.lapse_cash          host host host host host host host host host host host host host host host host
ledger.lapse_hold          host host host host host host host host host host host host host host host host
ledger.let_go              in   -    only nhld yes  only rest nhld nhld nhld nhld -    scp  yes  yes  in
ledger.miss_cash           in   -    only no   no   only rest no   yes  no   no   -    scp  no   no   in
ledger.open_fund           in   -    only no   no   only rest no   yes  no   no   -    scp  no   no   in
ledger.order_payment       in   -    only nacc yes  only rest nacc nacc nacc nacc -    scp  yes  yes  in
ledger.pay_hold            in   -    only nhld yes  only rest nhld nhld nhld nhld -    scp  yes  yes  in
ledger.pay_many            in   -    only nacc yes  only rest nacc nacc nacc nacc -    scp  yes  yes  in
ledger.pay_order           host host host host host host host host host host host host host host host host
ledger.pay_out             in   -    only no   no   only rest no   yes  no   no   -    scp  no   no   in
ledger.receive_cash        in   -    only no   no   only rest no   yes  no   no   -    scp  no   no   in
ledger.reconcile           in   -    only no   no   only rest no   yes  no   no   -    scp  no   no   in
ledger.read_statement      in   -    only no   no   only rest no   yes  no   no   -    scp  no   no   in
ledger.reclassify          in   -    only no   no   only rest no   yes  no   no   -    scp  no   no   in
ledger.refund              in   -    only nmov yes  only rest nmov nmov nmov nmov -    scp  yes  yes  in
ledger.reopen_period       in   -    only no   no   only rest no   yes  no   no   -    scp  no   no   in
ledger.request_payment     in   -    only nacc yes  only rest nacc nacc nacc nacc -    scp  yes  yes  in
ledger.reverse             in   -    only no   no   only rest yes  no   no   no   -    scp  no   no   in
ledger.say_not_received    in   -    only ncsh yes  only rest ncsh ncsh ncsh ncsh -    scp  yes  yes  in
ledger.say_paid            in   -    only yes  yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
ledger.say_received        in   -    only ncsh yes  only rest ncsh ncsh ncsh ncsh -    scp  yes  yes  in
ledger.settle_dispute      in   -    only no   no   only rest yes  no   no   no   -    scp  no   no   in
ledger.stake               in   -    only nacc yes  only rest nacc nacc nacc nacc -    scp  yes  yes  in
ledger.take_back_dispute   in   -    only ndsp yes  only rest ndsp ndsp ndsp ndsp -    scp  yes  yes  in
ledger.take_back_paid      in   -    only ncsh yes  only rest ncsh ncsh ncsh ncsh -    scp  yes  yes  in
ledger.take_back_receipt   in   -    only nrec nrec only rest nrec nrec nrec nrec -    scp  nrec nrec in
ledger.take_back_request   in   -    only nreq yes  only rest nreq nreq nreq nreq -    scp  yes  yes  in
ledger.transfer            in   -    only nacc yes  only rest nacc nacc nacc nacc -    scp  yes  yes  in
ledger.trust_payee         in   -    only nacc yes  only rest nacc nacc nacc nacc -    scp  yes  yes  in
ledger.unfreeze            in   -    only no   wait only rest wait wait gain wait -    scp  wait wait in
ledger.write_off           in   -    only no   wait only rest wait wait wait wait -    scp  wait wait in
network.import_listings    in   -    only nobo nobo only rest nobo nobo nobo nobo -    scp  nobo nobo in
network.undo_import        in   -    only nobo nobo only rest nobo nobo nobo nobo -    scp  nobo nobo in
`;
