-- One handover moves many assignments in one step; the new ones name it, so that sending it again answers what it moved.

alter table app.assignment add column handover_id uuid;
comment on column app.assignment.handover_id is 'The handover (B6) that began it; null where a contact was assigned alone.';
comment on column app.assignment.handed_over_from is 'The assignment it follows in the same role; null for the first holder.';
create index assignment_handover on app.assignment (county_id, handover_id) where handover_id is not null;
