-- Whoever asked for an agreement may read why it was refused or ended.

alter table app.accommodation add column decision_enc bytea;
comment on column app.accommodation.decision_enc is 'Sealed words of the office: why it was refused or ended, or what the last review found.';
grant update (decision_enc) on app.accommodation to lianxin_app;
