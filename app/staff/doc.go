// Package staff keeps the people and their posts: who holds which position in
// which unit, from when to when, permanent, acting, concurrent or seconded. It
// imports the ministry's staff list, and keeps who is away and how many must stay
// at a unit's counter. It knows nothing of sign-in or competence. It owns
// positions, staff, posts, absences, counters, staff_imports and
// staff_import_rows. It emits Moved when someone's posts change. Lists over people
// in other rooms limit themselves with InScope; Away and CoversOn answer for units
// that the asker chose.
//
// The room has more files than others, since reading the list is half of it:
// columns (titles), names (units and positions), value and row (cells to a Row),
// list (rows to people), plan (people to changes), workbook (faults back to the
// administrator). All of these are pure.
package staff
