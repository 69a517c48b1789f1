package catalogue

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/uptrace/bun"

	"camtay/app/competency"
	"camtay/app/org"
	"camtay/app/procedures"
	"camtay/app/sheet"
	"camtay/app/staff"
)

// importer reads a table and applies it; with faults it applies nothing.
type importer func(ctx context.Context, tx bun.Tx, r io.Reader, now time.Time) (sheet.Report, error)

// exporter writes the table's present rows in the form its importer reads.
type exporter func(ctx context.Context, db bun.IDB) ([][]string, error)

// csvImporter reads the columns of a CSV and hands its rows to a room.
func csvImporter(columns []string, apply func(ctx context.Context, tx bun.Tx, rows []sheet.Row, now time.Time) (sheet.Report, error)) importer {
	return func(ctx context.Context, tx bun.Tx, r io.Reader, now time.Time) (sheet.Report, error) {
		rows, faults, err := sheet.ReadCSV(r, columns...)
		if err != nil {
			return sheet.Report{}, fmt.Errorf("read table: %w", err)
		}
		if len(faults) > 0 {
			return sheet.Report{Faults: faults}, nil
		}
		return apply(ctx, tx, rows, now)
	}
}

func unitsTable() Table {
	return Table{
		Name: "units", File: "units.csv", Columns: org.UnitColumns(),
		imports: csvImporter(org.UnitColumns(), org.ImportUnits), exports: org.ExportUnits,
	}
}

func unitDetailsTable() Table {
	return Table{
		Name: "unit_details", File: "units_extra.csv", Columns: org.DetailColumns(),
		imports: csvImporter(org.DetailColumns(), org.ImportDetails), exports: org.ExportDetails,
	}
}

func positionsTable() Table {
	return Table{
		Name: "positions", File: "positions.csv", Columns: staff.PositionColumns(),
		imports: csvImporter(staff.PositionColumns(), staff.ImportPositions), exports: staff.ExportPositions,
	}
}

func competenciesTable() Table {
	return Table{
		Name: "competencies", File: "competencies.csv", Columns: competency.CompetencyColumns(),
		imports: csvImporter(competency.CompetencyColumns(), competency.ImportCompetencies), exports: competency.ExportCompetencies,
	}
}

func requirementsTable() Table {
	return Table{
		Name: "requirements", File: "position_requirements.csv", Columns: competency.RequirementColumns(),
		imports: csvImporter(competency.RequirementColumns(), competency.ImportRequirements), exports: competency.ExportRequirements,
	}
}

func statusesTable() Table {
	return Table{
		Name: "dossier_statuses", File: "dossier_statuses.csv", Columns: procedures.StatusColumns(),
		imports: csvImporter(procedures.StatusColumns(), func(ctx context.Context, tx bun.Tx, rows []sheet.Row, _ time.Time) (sheet.Report, error) {
			return procedures.ImportStatuses(ctx, tx, rows)
		}),
		exports: procedures.ExportStatuses,
	}
}

func proceduresTable() Table {
	return Table{Name: "procedures", File: "procedures.json", imports: procedures.Import}
}

func glossaryTable() Table {
	return Table{
		Name: "glossary", File: "glossary.csv", Columns: glossaryColumns(),
		imports: csvImporter(glossaryColumns(), func(ctx context.Context, tx bun.Tx, rows []sheet.Row, _ time.Time) (sheet.Report, error) {
			return importGlossary(ctx, tx, rows)
		}),
		exports: exportGlossary,
	}
}
