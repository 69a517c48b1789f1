package catalogue

import (
	"embed"
	"slices"
)

//go:embed data content
var files embed.FS

// Table is one importable table. Rows of CSV tables are imported all or none.
type Table struct {
	Name    string
	File    string   // of the built-in data
	Columns []string // a CSV's; none for JSON
	imports importer
	exports exporter
}

// Tables are all importable tables in the order in which they refer to each other.
func Tables() []Table {
	return []Table{
		unitsTable(), unitDetailsTable(), positionsTable(), competenciesTable(),
		requirementsTable(), statusesTable(), proceduresTable(), glossaryTable(),
	}
}

// find is the table of a name; found is false when there is none.
func find(name string) (Table, bool) {
	tables := Tables()
	i := slices.IndexFunc(tables, func(t Table) bool { return t.Name == name })
	if i < 0 {
		return Table{}, false
	}
	return tables[i], true
}
