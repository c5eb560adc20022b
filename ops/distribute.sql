-- Spreads the tables of an instance over several machines with Citus, as ops/tables classes them. Run once
-- by the
-- owner of the database, on the coordinator, after every migration has been applied and before people come
-- in.
-- Nothing in the program knows of it.

CREATE EXTENSION IF NOT EXISTS citus;

-- Addresses are one namespace; keys of distributed tables carry org_id.
ALTER TABLE agents.organization DROP CONSTRAINT organization_slug_key;
CREATE INDEX organization_slug ON agents.organization (slug);

SELECT create_reference_table('register.signer');

-- One group lives on one machine, whatever the table: all of these are kept together.
SELECT create_distributed_table('register.tree', 'org_id');
SELECT create_distributed_table('register.leaf', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('register.payload', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('register.head', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('host.once', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('host.file', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('host.brought', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('agents.organization', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('agents.statutes', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('agents.member', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('agents.vouch', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('agents.return_vouch', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('agents.invitation', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('agents.mandate', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('agents.mandate_use', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('agents.waiting_act', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('agents.signature', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('agents.household', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('agents.household_member', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('agents.delegate', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('decisions.proposal', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('decisions.option', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('decisions.proposal_version', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('decisions.author', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('decisions.candidacy', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('decisions.roll', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('decisions.file', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('decisions.part', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('decisions.open_ballot', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('decisions.sealed_ballot', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('decisions.secret', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('decisions.word', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('decisions.reaction', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('decisions.offer', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('decisions.merge_offer', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('decisions.brake', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('decisions.promise', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('decisions.delegation', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('decisions.meeting', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('decisions.agenda_item', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('decisions.meeting_answer', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('decisions.presence', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('decisions.turn', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('decisions.meeting_note', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('decisions.hands', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('decisions.hands_check', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('decisions.voice', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('decisions.minutes_signature', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('decisions.date', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('decisions.feed', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('decisions.pile', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('decisions.pile_voter', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('decisions.pile_reading', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('decisions.token', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('decisions.posted', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('decisions.budget', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('decisions.pot', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('decisions.project', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('decisions.delivery', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('ledger.account', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('ledger.balance', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('ledger.transfer', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('ledger.note', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('ledger.corrected', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('ledger.request', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('ledger.trusted_payee', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('ledger.hold', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('ledger.stake', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('ledger.dispute', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('ledger.entered', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('ledger.opening', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('ledger.opening_line', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('ledger.closing', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('ledger.receipt', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('ledger.cash_count', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('ledger.bank_statement', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('ledger.bank_line', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('ledger.standing', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('ledger.standing_try', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('network.directory', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('network.import', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('network.import_file', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('network.import_row', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('network.import_touch', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('network.listing_version', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('network.listing', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('network.word', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('network.facet_count', 'org_id', colocate_with => 'register.tree');
SELECT create_distributed_table('network.square_count', 'org_id', colocate_with => 'register.tree');

SELECT create_distributed_table('agents.person', 'person_id');
