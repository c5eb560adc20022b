-- Spreads the tables of an instance over several machines with Citus, as ops/tables classes them. Run once by the
-- owner of the database, on the coordinator, after every migration has been applied and before people come in.
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
