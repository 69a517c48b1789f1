// Package catalogue carries the built-in data (units, positions, competencies,
// requirements, procedures, statuses, glossary, courses with tests) and loads it
// through the same importers an administrator uses. A table is loaded on the
// first start only: afterwards the province's own edits count, and a newer
// built-in table waits to be imported by a person. Courses and tests, which
// nobody edits in place, follow the program. It owns glossary and
// catalogue_loads.
package catalogue
