/**
 * Who may do what in groups other than a founded association: a network, a draft; one that has ended stands
 * in matrix-ended.ts. Written by hand and read by people, like the table of the association (see
 * matrix-table.ts, where the signs are explained).
 */

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
decisions.post_ballot      yes  yes       yes  yes  yes    yes
decisions.propose          yes  yes       yes  yes  yes    yes
decisions.publish          yes  auth      auth yes  auth   auth
decisions.refuse_ballots   yes  own       own  own  own    own
decisions.stand            yes  nput      nput nput nput   nput
decisions.take_token       yes  roll      yes  yes  yes    yes
decisions.try_again        nstk nstk      nstk nstk nstk   nstk
decisions.withdraw_option  yes  opt       opt  yes  opt    opt
decisions.withdraw_proposal yes  auth      auth yes  auth   auth
decisions.add_file         yes  auth      auth nbrg auth   auth
decisions.hide_file        no   no        yes  no   no     no
decisions.show_file        no   no        yes  no   no     no
decisions.take_back_file   yes  auth      auth yes  auth   auth
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
decisions.confirm_hands    yes  ndcs      yes  cnty yes    yes
decisions.deny_presence    yes  nwrt      yes  came yes    yes
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
exchange.agree             yes  nagr      nagr oter nagr   nagr
exchange.answer            yes  yes       yes  oadv yes    yes
exchange.call_off          yes  nagr      nagr yes  nagr   nagr
exchange.change_terms      yes  nagr      nagr yes  nagr   nagr
exchange.edit_advert       yes  adva      adva adva adva   adva
exchange.end_advert        yes  adva      adva adva adva   adva
exchange.enter_advert      no   no        yes  no   no     no
exchange.hide_advert       no   no        yes  no   no     no
exchange.join_ring         yes  nrng      nrng jalr nrng   nrng
exchange.leave_ring        yes  nrng      nrng yes  nrng   nrng
exchange.not_done          yes  nagr      nagr yes  nagr   nagr
exchange.propose_ring      yes  nrin      nrin yes  nrin   nrin
exchange.publish_advert    yes  yes       yes  yes  yes    yes
exchange.receive_in_ring   yes  nrng      nrng yes  nrng   nrng
exchange.renew_advert      yes  adva      adva adva adva   adva
exchange.reply             yes  nagr      nagr nsai nagr   nagr
exchange.say_done          yes  nagr      nagr ogiv nagr   nagr
exchange.settle            yes  nagr      nagr orec nagr   nagr
exchange.show_advert       no   no        yes  no   no     no
exchange.take_back_thanks  yes  nagr      nagr nsai nagr   nagr
exchange.thank             yes  nagr      nagr yes  nagr   nagr
exchange.write             yes  nagr      nagr yes  nagr   nagr
care.ask_help              yes  yes       yes  yes  yes    yes
care.come                  yes  yes       yes  nown yes    yes
care.correct               yes  own       own  own  own    own
care.end_help              yes  own       own  own  own    own
care.forget_entry          yes  own       own  own  own    own
care.log                   yes  yes       yes  yes  yes    yes
care.not_come              yes  own       own  own  own    own
care.tell_month            host host      host host host   host
care.thank                 yes  yes       yes  onlf yes    yes
ledger.accept_request      yes  nreq      nreq nreq nreq   nreq
ledger.begin_run           host host      host host host   host
ledger.charge_accounts     host host      host host host   host
ledger.choose_association  yes  nacc      nacc nacc nacc   nacc
ledger.add_receipt         nbrg nmov      nmov nbrg nmov   nmov
ledger.book_line           no   no        no   yes  no     no
ledger.bring_balances      wait no        wait wait wait   wait
ledger.close_fund          no   no        no   yes  no     no
ledger.close_period        no   no        no   yes  no     no
ledger.count_balances      host host      host host host   host
ledger.count_cash          no   no        no   yes  no     no
ledger.decline_request     yes  nreq      nreq nreq nreq   nreq
ledger.deny_transfer       yes  nmov      nmov nmov nmov   nmov
ledger.dispute             yes  nmov      nmov yes  nmov   nmov
ledger.doubt_balances      yes  yes       yes  yes  yes    yes
ledger.end_order           yes  nstd      nstd nstd nstd   nstd
ledger.enter_transfer      no   no        yes  no   no     no
ledger.exchange_in         no   no        no   yes  no     no
ledger.exchange_out        no   no        no   yes  no     no
ledger.explain_difference  no   no        no   yes  no     no
ledger.freeze              wait no        wait wait wait   wait
ledger.grant_credit        gain no        wait wait wait   wait
ledger.hold                yes  nacc      nacc nacc nacc   nacc
ledger.issue               no   no        no   yes  no     no
ledger.keep_accounts       host host      host host host   host
ledger.lapse_hold          host host      host host host   host
ledger.let_go              yes  nhld      nhld nhld nhld   nhld
ledger.open_fund           no   no        no   yes  no     no
ledger.order_payment       yes  nacc      nacc nacc nacc   nacc
ledger.pay_hold            yes  nhld      nhld nhld nhld   nhld
ledger.pay_many            yes  nacc      nacc nacc nacc   nacc
ledger.pay_order           host host      host host host   host
ledger.pay_out             no   no        no   yes  no     no
ledger.reconcile           no   no        no   yes  no     no
ledger.read_statement      no   no        no   yes  no     no
ledger.reclassify          no   no        no   yes  no     no
ledger.refund              yes  nmov      nmov nmov nmov   nmov
ledger.reopen_period       no   no        no   yes  no     no
ledger.request_payment     yes  nacc      nacc nacc nacc   nacc
ledger.reverse             no   no        yes  no   no     no
ledger.settle_dispute      no   no        yes  no   no     no
ledger.stake               yes  nacc      nacc nacc nacc   nacc
ledger.take_back_dispute   yes  ndsp      ndsp ndsp ndsp   ndsp
ledger.take_back_receipt   nrec nrec      nrec nrec nrec   nrec
ledger.take_back_request   yes  nreq      nreq nreq nreq   nreq
ledger.transfer            yes  nacc      nacc nacc nacc   nacc
ledger.trust_payee         yes  nacc      nacc nacc nacc   nacc
ledger.unfreeze            wait no        wait wait gain   wait
ledger.write_off           wait no        wait wait wait   wait
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
decisions.post_ballot      end     end    end  end
decisions.propose          yet     yet    only -
decisions.publish          npro    npro   only -
decisions.refuse_ballots   own     own    own  -
decisions.stand            npro    npro   only -
decisions.take_token       npro    npro   only -
decisions.try_again        npro    npro   only -
decisions.withdraw_option  npro    npro   only -
decisions.withdraw_proposal npro    npro   only -
decisions.add_file         npro    npro   only -
decisions.hide_file        nfil    nfil   only -
decisions.show_file        nfil    nfil   only -
decisions.take_back_file   npro    npro   only -
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
decisions.confirm_hands    nmee    nmee   only -
decisions.deny_presence    nmee    nmee   nmee -
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
exchange.agree             nagr    nagr   only -
exchange.answer            nadv    nadv   only -
exchange.call_off          nagr    nagr   only -
exchange.change_terms      nagr    nagr   only -
exchange.edit_advert       nadv    nadv   only -
exchange.end_advert        nadv    nadv   only -
exchange.enter_advert      munk    munk   only -
exchange.hide_advert       nadv    nadv   only -
exchange.join_ring         nrng    nrng   only -
exchange.leave_ring        nrng    nrng   only -
exchange.not_done          nagr    nagr   only -
exchange.propose_ring      nadv    nadv   only -
exchange.publish_advert    nexc    nexc   only -
exchange.receive_in_ring   nrng    nrng   only -
exchange.renew_advert      nadv    nadv   only -
exchange.reply             nagr    nagr   only -
exchange.say_done          nagr    nagr   only -
exchange.settle            nagr    nagr   only -
exchange.show_advert       nadv    nadv   only -
exchange.take_back_thanks  nagr    nagr   only -
exchange.thank             nagr    nagr   only -
exchange.write             nagr    nagr   only -
care.ask_help              nocr    nocr    only -
care.come                  nhlp    nhlp    only -
care.correct               own     own     own  -
care.end_help              own     own     own  -
care.forget_entry          own     own     own  -
care.log                   nocr    nocr    only -
care.not_come              own     own     own  -
care.tell_month            host    host    host host
care.thank                 nocr    nocr    only -
ledger.accept_request      nreq    nreq    only -
ledger.begin_run           host    host    host host
ledger.charge_accounts     host    host    host host
ledger.choose_association  nacc    nacc    only -
ledger.add_receipt         nmov    nmov    only -
ledger.book_line           nobo    nobo    only -
ledger.bring_balances      nobo    nobo    only -
ledger.close_fund          nobo    nobo    only -
ledger.close_period        nobo    nobo    only -
ledger.count_balances      host    host    host host
ledger.count_cash          nobo    nobo    only -
ledger.decline_request     nreq    nreq    only -
ledger.deny_transfer       nmov    nmov    only -
ledger.dispute             nmov    nmov    only -
ledger.doubt_balances      nopn    nopn    only -
ledger.end_order           nstd    nstd    only -
ledger.enter_transfer      nobo    nobo   only -
ledger.exchange_in         nobo    nobo    only -
ledger.exchange_out        nobo    nobo    only -
ledger.explain_difference  nobo    nobo    only -
ledger.freeze              nobo    nobo    only -
ledger.grant_credit        nobo    nobo    only -
ledger.hold                nacc    nacc    only -
ledger.issue               nobo    nobo    only -
ledger.keep_accounts       host    host    host host
ledger.lapse_hold          host    host    host host
ledger.let_go              nhld    nhld    only -
ledger.open_fund           nobo    nobo    only -
ledger.order_payment       nacc    nacc    only -
ledger.pay_hold            nhld    nhld    only -
ledger.pay_many            nacc    nacc    only -
ledger.pay_order           host    host    host host
ledger.pay_out             nobo    nobo    only -
ledger.reconcile           nobo    nobo    only -
ledger.read_statement      nobo    nobo    only -
ledger.reclassify          nobo    nobo    only -
ledger.refund              nmov    nmov    only -
ledger.reopen_period       nobo    nobo    only -
ledger.request_payment     nacc    nacc    only -
ledger.reverse             nobo    nobo    only -
ledger.settle_dispute      nobo    nobo    only -
ledger.stake               nacc    nacc    only -
ledger.take_back_dispute   ndsp    ndsp    only -
ledger.take_back_receipt   nrec    nrec    only -
ledger.take_back_request   nreq    nreq    only -
ledger.transfer            nacc    nacc    only -
ledger.trust_payee         nacc    nacc    only -
ledger.unfreeze            nobo    nobo    only -
ledger.write_off           nobo    nobo    only -
network.import_listings    nobo    nobo   only -
network.undo_import        nobo    nobo   only -
`;
