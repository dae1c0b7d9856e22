-- A hospital serves members of several counties and knows what it registered by its id, or asks for all that is its own. Every other index of these tables
-- leads with the county, so each such question went through a whole table or all of an index. None of these is unique:
-- keys of a cluster begin with the county (db/CONVENTIONS.md, S2), and ids are unique by how they are made.
create index encounter_id on app.encounter (encounter_id);
create index encounter_of_hospital on app.encounter (hospital_id, day);
create index desk_look_id on app.desk_look (look_id);
create index waiver_id on app.waiver (waiver_id);
create index waiver_of_hospital on app.waiver (hospital_id, day);
create index bed_request_id on app.bed_request (request_id);
create index bed_request_waiting on app.bed_request (hospital_id, asked_at) where encounter_id is null;
create index consent_id on app.consent (consent_id);
create index consent_of_hospital on app.consent (hospital_id, proposed_at);
-- The few posts at desks among all posts of a province.
create index post_desk on app.post (hospital_id) where hospital_id is not null;
create index designation_of_hospital on app.designation (hospital_id);
create index import_unfinished on app.import (created_at) where status in ('reading', 'applying', 'undoing');
