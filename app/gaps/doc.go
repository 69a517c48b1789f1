// Package gaps answers where required and shown levels differ: for one person,
// for the people of a unit, for all communes. A gap is a question to the
// database, not a row in it: the package owns no table, only the views
// v_requirements and v_gaps, and emits nothing. Every list over people takes a
// scope. Learn, mentoring, classes and reports ask it.
package gaps
