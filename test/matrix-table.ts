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
  fnd: 'group_is_founded',
  end: 'group_is_dissolved',
  nobo: 'matter_has_no_power',
  is: 'member_already',
  open: 'application_open_already',
  far: 'not_of_this_household',
  home: 'in_household_already',
  lone: 'not_in_household',
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
decisions.propose          in   -    only yes  yes  only rest yes  yes  yes  yes  -    scp  yes  yes  in
decisions.publish          in   -    only auth yes  only rest auth auth auth auth -    scp  yes  yes  in
decisions.try_again        in   -    only nstk nstk only rest nstk nstk nstk nstk -    scp  nstk nstk in
decisions.withdraw_option  in   -    only opt  yes  only rest opt  opt  opt  opt  -    scp  yes  yes  in
decisions.withdraw_proposal in   -    only auth yes  only rest auth auth auth auth -    scp  yes  yes  in
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
network.import_listings    in   -    only nobo nobo only rest nobo nobo nobo nobo -    scp  nobo nobo in
network.undo_import        in   -    only nobo nobo only rest nobo nobo nobo nobo -    scp  nobo nobo in
`;

/** A founded network: coordinators invite, list keepers bring lists in, a supporter has no vote. */
export const NETWORK = `
command                    mem  supporter coo  tre  keeper past
agents.accept              is   is        is   is   is     is
agents.admit               wait no        wait wait wait   wait
agents.amend               wait no        wait wait wait   wait
agents.apply               is   is        is   is   is     is
agents.appoint             wait no        wait wait wait   wait
agents.ask_signatures      host host      host host host   host
agents.confirm_household   yes  far       far  far  far    far
agents.decline             wait no        wait wait wait   wait
agents.describe            no   no        yes  no   no     no
agents.dissolve            wait no        wait wait wait   wait
agents.edit_membership     yes  yes       yes  yes  yes    yes
agents.edit_profile        yes  yes       yes  yes  yes    yes
agents.enter_house         host host      host host host   host
agents.enter_on_paper      no   no        yes  no   no     no
agents.erase_me            yes  yes       yes  yes  yes    yes
agents.exclude             wait no        wait self wait   wait
agents.forget_me           host host      host host host   host
agents.form_household      home yes       yes  yes  yes    yes
agents.found               yes  yes       yes  yes  yes    yes
agents.hand_over           wait no        wait wait wait   wait
agents.invite              no   no        yes  no   no     no
agents.join_household      home yes       yes  yes  yes    yes
agents.lay_down            own  own       yes  yes  yes    past
agents.leave               yes  yes       yes  yes  yes    yes
agents.leave_household     yes  lone      lone lone lone   lone
agents.let_go              host host      host host host   host
agents.lift_suspension     wait no        wait wait wait   wait
agents.name_delegate       nnet no        nnet nnet nnet   nnet
agents.name_founder        fnd  fnd       fnd  fnd  fnd    fnd
agents.revoke              wait no        wait wait wait   wait
agents.say_no              yes  yes       yes  yes  yes    yes
agents.sign                yes  nosg      yes  sgnd yes    yes
agents.suspend             wait no        wait self wait   wait
agents.unname_founder      fnd  fnd       fnd  fnd  fnd    fnd
agents.vouch               yes  yes       did  did  yes    yes
agents.vouch_return        host host      host host host   host
agents.withdraw_invitation othr othr      yes  othr othr   othr
agents.withdraw_signature  yes  uns       uns  yes  uns    uns
decisions.add_option       yes  yes       yes  yes  yes    yes
decisions.agree_author     yes  nask      nask wrot nask   nask
decisions.ask_author       yes  auth      auth yes  auth   auth
decisions.edit_proposal    yes  auth      auth yes  auth   auth
decisions.cast             yes  roll      yes  yes  yes    yes
decisions.close            auth auth      auth vopn auth   auth
decisions.confirm_ballots  yes  no        yes  tell yes    yes
decisions.enter_ballots    yes  no        yes  yes  yes    yes
decisions.extend           auth auth      auth xlng auth   auth
decisions.enact            host host      host host host   host
decisions.get_stuck        host host      host host host   host
decisions.give_back        nstk nstk      nstk nstk nstk   nstk
decisions.open             yes  auth      auth yes  auth   auth
decisions.propose          yes  yes       yes  yes  yes    yes
decisions.publish          yes  auth      auth yes  auth   auth
decisions.try_again        nstk nstk      nstk nstk nstk   nstk
decisions.withdraw_option  yes  opt       opt  yes  opt    opt
decisions.withdraw_proposal yes  auth      auth yes  auth   auth
decisions.accept_merge     nmer nmer      nmer nmer nmer   nmer
decisions.accept_offer     auth auth      auth yes  auth   auth
decisions.accept_promise   nprm nprm      nprm nprm nprm   nprm
decisions.adopt_summary    yes  yes       yes  osum yes    yes
decisions.apply_offer      dec  no        dec  dec  dec    dec
decisions.brake            nbrk nbrk      nbrk nbrk nbrk   nbrk
decisions.change_word      own  own       own  yes  own    own
decisions.decline_merge    nmer nmer      nmer nmer nmer   nmer
decisions.decline_offer    auth auth      auth yes  auth   auth
decisions.delegate         ndel ndel      ndel ndel ndel   ndel
decisions.end_delegation   ndlg ndlg      ndlg ndlg ndlg   ndlg
decisions.hide_word        no   no        yes  no   no     no
decisions.integrate        auth auth      auth yes  auth   auth
decisions.keep_promise     nprm nprm      nprm nprm nprm   nprm
decisions.offer_change     yes  yes       yes  yes  yes    yes
decisions.offer_merge      auth auth      auth into auth   auth
decisions.promise          ndcd ndcd      ndcd ndcd ndcd   ndcd
decisions.react            yes  yes       yes  yes  yes    yes
decisions.remind           nprm nprm      nprm nprm nprm   nprm
decisions.say              yes  yes       yes  yes  yes    yes
decisions.set_aside_word   no   no        stnd no   no     no
decisions.settle_word      own  own       own  yes  own    own
decisions.show_word        no   no        yes  no   no     no
decisions.summarise        yes  yes       yes  yes  yes    yes
decisions.take_back_offer  own  own       own  yes  own    own
decisions.take_back_promise nprm nprm     nprm nprm nprm   nprm
decisions.take_back_word   own  own       own  yes  own    own
decisions.add_agenda_item  yes  yes       yes  yes  yes    yes
decisions.add_date         yes  yes       yes  yes  yes    yes
decisions.answer_meeting   yes  yes       yes  yes  yes    yes
decisions.arrive           yes  room      yes  yes  yes    yes
decisions.ask_to_speak     yes  room      yes  wts  yes    yes
decisions.call_meeting     no   no        yes  no   no     no
decisions.cancel_meeting   no   no        yes  no   no     no
decisions.change_date      yes  yes       yes  yes  yes    yes
decisions.change_meeting   no   no        yes  no   no     no
decisions.close_meeting    yes  room      yes  yes  yes    yes
decisions.depart           yes  room      yes  yes  yes    yes
decisions.done_speaking    yes  room      yes  yes  yes    yes
decisions.drop_agenda_item itm  itm       yes  yes  itm    itm
decisions.drop_date        yes  yes       yes  yes  yes    yes
decisions.drop_feed        feed feed      feed yes  feed   feed
decisions.make_feed        yes  yes       yes  yes  yes    yes
decisions.move_agenda_item yes  yes       yes  yes  yes    yes
decisions.note             yes  room      yes  yes  yes    yes
decisions.open_meeting     yes  ndcs      yes  yes  yes    yes
decisions.show_hands       yes  room      yes  yes  yes    yes
decisions.sign_minutes     yes  wasn      yes  yes  yes    yes
decisions.speak            yes  room      yes  yes  yes    yes
decisions.take_item        yes  room      yes  yes  yes    yes
decisions.write_minutes    yes  wasn      yes  yes  yes    yes
decisions.call_off_budget  no   no        yes  no   no     no
decisions.change_budget    no   no        yes  no   no     no
decisions.cost_project     no   no        yes  no   no     no
decisions.edit_project     yes  prj       prj  prj  prj    prj
decisions.merge_projects   no   no        yes  no   no     no
decisions.open_budget      no   no        yes  no   no     no
decisions.put_project      yes  nvot      yes  yes  yes    yes
decisions.put_to_ballot    no   no        yes  no   no     no
decisions.report_delivery  no   no        nfnd no   no     no
decisions.rule_out_project no   no        yes  no   no     no
decisions.withdraw_project yes  prj       prj  prj  prj    prj
network.import_listings    no   no        no   no   yes    over
network.undo_import        no   no        no   no   yes    over
`;

/** A draft: one who has come in, one who rehearses a post, one who has stepped back, somebody else. */
export const DRAFT = `
command                    founder holder back per
agents.accept              is      is     yes  yes
agents.admit               napp    napp   only -
agents.amend               yes     yes    only -
agents.apply               yet     yet    yet  yet
agents.appoint             nost    nost   only -
agents.ask_signatures      host    host   host host
agents.confirm_household   far     far    only -
agents.decline             napp    napp   only -
agents.describe            yes     yes    only -
agents.dissolve            yet     yet    only -
agents.edit_membership     yes     yes    yes  -
agents.edit_profile        yes     yes    yes  yes
agents.enter_house         host    host   host host
agents.enter_on_paper      yes     yes    only -
agents.erase_me            yes     yes    yes  yes
agents.exclude             yes     yes    only -
agents.forget_me           host    host   host host
agents.form_household      yes     home   only -
agents.found               yes     yes    yes  yes
agents.hand_over           nost    nost   only -
agents.invite              yes     yes    only -
agents.join_household      yes     home   only -
agents.lay_down            own     yes    own  -
agents.leave               yes     yes    left -
agents.leave_household     lone    yes    lone -
agents.let_go              host    host   host host
agents.lift_suspension     free    free   only -
agents.name_delegate       yet     yet    only -
agents.name_founder        yes     yes    only -
agents.revoke              wait    wait   only -
agents.say_no              yes     yes    only -
agents.sign                yes     yes    only -
agents.suspend             nost    nost   only -
agents.unname_founder      yes     yes    only -
agents.vouch               yes     yes    only -
agents.vouch_return        host    host   host host
agents.withdraw_invitation yes     yes    only -
agents.withdraw_signature  yes     uns    uns  -
decisions.add_option       npro    npro   only -
decisions.agree_author     npro    npro   only -
decisions.ask_author       npro    npro   only -
decisions.edit_proposal    npro    npro   only -
decisions.cast             npro    npro   only -
decisions.close            npro    npro   only -
decisions.confirm_ballots  npro    npro   only -
decisions.enter_ballots    npro    npro   only -
decisions.extend           npro    npro   only -
decisions.enact            host    host   host host
decisions.get_stuck        host    host   host host
decisions.give_back        npro    npro   only -
decisions.open             npro    npro   only -
decisions.propose          yet     yet    only -
decisions.publish          npro    npro   only -
decisions.try_again        npro    npro   only -
decisions.withdraw_option  npro    npro   only -
decisions.withdraw_proposal npro    npro   only -
decisions.accept_merge     nmer    nmer   only -
decisions.accept_offer     noff    noff   only -
decisions.accept_promise   nprm    nprm   only -
decisions.adopt_summary    osum    yes    only -
decisions.apply_offer      noff    noff   only -
decisions.brake            npro    npro   only -
decisions.change_word      yes     own    only -
decisions.decline_merge    nmer    nmer   only -
decisions.decline_offer    noff    noff   only -
decisions.delegate         ndel    ndel   only -
decisions.end_delegation   ndlg    ndlg   only -
decisions.hide_word        wait    wait   only -
decisions.integrate        auth    auth   only -
decisions.keep_promise     nprm    nprm   only -
decisions.offer_change     npro    npro   only -
decisions.offer_merge      npro    npro   only -
decisions.promise          npro    npro   only -
decisions.react            yes     yes    only -
decisions.remind           nprm    nprm   only -
decisions.say              yes     yes    only -
decisions.set_aside_word   stnd    stnd   only -
decisions.settle_word      yes     own    only -
decisions.show_word        wait    wait   only -
decisions.summarise        yes     yes    only -
decisions.take_back_offer  noff    noff   only -
decisions.take_back_promise nprm   nprm   only -
decisions.take_back_word   yes     own    own  -
decisions.add_agenda_item  nmee    nmee   only -
decisions.add_date         yet     yet    only -
decisions.answer_meeting   nmee    nmee   only -
decisions.arrive           nmee    nmee   only -
decisions.ask_to_speak     nmee    nmee   only -
decisions.call_meeting     yet     yet    only -
decisions.cancel_meeting   nmee    nmee   only -
decisions.change_date      ndat    ndat   only -
decisions.change_meeting   nmee    nmee   only -
decisions.close_meeting    nmee    nmee   only -
decisions.depart           nmee    nmee   only -
decisions.done_speaking    nmee    nmee   only -
decisions.drop_agenda_item nmee    nmee   only -
decisions.drop_date        ndat    ndat   only -
decisions.drop_feed        feed    feed   only -
decisions.make_feed        yet     yet    only -
decisions.move_agenda_item nmee    nmee   only -
decisions.note             nmee    nmee   only -
decisions.open_meeting     nmee    nmee   only -
decisions.show_hands       nmee    nmee   only -
decisions.sign_minutes     nmee    nmee   only -
decisions.speak            nmee    nmee   only -
decisions.take_item        nmee    nmee   only -
decisions.write_minutes    nmee    nmee   only -
decisions.call_off_budget  nobo    nobo   only -
decisions.change_budget    nobo    nobo   only -
decisions.cost_project     nobo    nobo   only -
decisions.edit_project     bunk    bunk   only -
decisions.merge_projects   nobo    nobo   only -
decisions.open_budget      nobo    nobo   only -
decisions.put_project      bunk    bunk   only -
decisions.put_to_ballot    nobo    nobo   only -
decisions.report_delivery  nobo    nobo   only -
decisions.rule_out_project nobo    nobo   only -
decisions.withdraw_project bunk    bunk   only -
network.import_listings    nobo    nobo   only -
network.undo_import        nobo    nobo   only -
`;

/** A group that has ended: everybody can go and be forgotten, and nothing else happens in it. */
export const ENDED = `
command                    mem  holder per
agents.accept              end  end    -
agents.admit               end  end    -
agents.amend               end  end    -
agents.apply               end  end    -
agents.appoint             end  end    -
agents.ask_signatures      host host   host
agents.confirm_household   end  end    -
agents.decline             end  end    -
agents.describe            end  end    -
agents.dissolve            end  end    -
agents.edit_membership     yes  yes    -
agents.edit_profile        yes  yes    yes
agents.enter_house         host host   host
agents.enter_on_paper      end  end    -
agents.erase_me            yes  yes    yes
agents.exclude             end  end    -
agents.forget_me           host host   host
agents.form_household      end  end    -
agents.found               yes  yes    yes
agents.hand_over           end  end    -
agents.invite              end  end    -
agents.join_household      end  end    -
agents.lay_down            end  end    -
agents.leave               yes  yes    -
agents.leave_household     end  end    -
agents.let_go              host host   host
agents.lift_suspension     end  end    -
agents.name_delegate       end  end    -
agents.name_founder        end  end    -
agents.revoke              end  end    -
agents.say_no              end  end    -
agents.sign                end  end    -
agents.suspend             end  end    -
agents.unname_founder      end  end    -
agents.vouch               end  end    -
agents.vouch_return        host host   host
agents.withdraw_invitation end  end    -
agents.withdraw_signature  end  end    -
decisions.add_option       end  end    -
decisions.agree_author     end  end    -
decisions.ask_author       end  end    -
decisions.edit_proposal    end  end    -
decisions.cast             end  end    -
decisions.close            end  end    -
decisions.confirm_ballots  end  end    -
decisions.enter_ballots    end  end    -
decisions.extend           end  end    -
decisions.enact            host host   host
decisions.get_stuck        host host   host
decisions.give_back        end  end    -
decisions.open             end  end    -
decisions.propose          end  end    -
decisions.publish          end  end    -
decisions.try_again        end  end    -
decisions.withdraw_option  end  end    -
decisions.withdraw_proposal end  end    -
decisions.accept_merge     end  end    -
decisions.accept_offer     end  end    -
decisions.accept_promise   end  end    -
decisions.adopt_summary    end  end    -
decisions.apply_offer      end  end    -
decisions.brake            end  end    -
decisions.change_word      end  end    -
decisions.decline_merge    end  end    -
decisions.decline_offer    end  end    -
decisions.delegate         end  end    -
decisions.end_delegation   end  end    -
decisions.hide_word        end  end    -
decisions.integrate        end  end    -
decisions.keep_promise     end  end    -
decisions.offer_change     end  end    -
decisions.offer_merge      end  end    -
decisions.promise          end  end    -
decisions.react            end  end    -
decisions.remind           end  end    -
decisions.say              end  end    -
decisions.set_aside_word   end  end    -
decisions.settle_word      end  end    -
decisions.show_word        end  end    -
decisions.summarise        end  end    -
decisions.take_back_offer  end  end    -
decisions.take_back_promise end end    -
decisions.take_back_word   own  own    -
decisions.add_agenda_item  end  end    -
decisions.add_date         end  end    -
decisions.answer_meeting   end  end    -
decisions.arrive           end  end    -
decisions.ask_to_speak     end  end    -
decisions.call_meeting     end  end    -
decisions.cancel_meeting   end  end    -
decisions.change_date      end  end    -
decisions.change_meeting   end  end    -
decisions.close_meeting    end  end    -
decisions.depart           end  end    -
decisions.done_speaking    end  end    -
decisions.drop_agenda_item end  end    -
decisions.drop_date        end  end    -
decisions.drop_feed        end  end    -
decisions.make_feed        end  end    -
decisions.move_agenda_item end  end    -
decisions.note             end  end    -
decisions.open_meeting     end  end    -
decisions.show_hands       end  end    -
decisions.sign_minutes     end  end    -
decisions.speak            end  end    -
decisions.take_item        end  end    -
decisions.write_minutes    end  end    -
decisions.call_off_budget  end  end    -
decisions.change_budget    end  end    -
decisions.cost_project     end  end    -
decisions.edit_project     end  end    -
decisions.merge_projects   end  end    -
decisions.open_budget      end  end    -
decisions.put_project      end  end    -
decisions.put_to_ballot    end  end    -
decisions.report_delivery  end  end    -
decisions.rule_out_project end  end    -
decisions.withdraw_project end  end    -
network.import_listings    end  end    -
network.undo_import        end  end    -
`;
