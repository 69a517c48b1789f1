// Package gaps answers where required and shown levels differ: for one person,
// for the people of a unit, for all communes, month by month, and what in a
// commune hangs on one person or on nobody. A gap is a question to the database,
// not a row in it (views v_requirements and v_gaps); what is kept of the province
// (gap_communes, gap_cells, gap_changes, gap_snapshots, gap_snapshot_days) is
// derived and right whenever it is read. It owns two tables that people write:
// field_owners and procedure_competencies. It decides no level and emits nothing;
// every list over people takes a scope. Learn, mentoring, classes and reports ask
// it. Its nouns (gap, ahead, cell, team, field, trend, fragile, lapse, need) are a
// file each of rules, store, service and routes, which is why it has more than
// fifteen files.
package gaps
