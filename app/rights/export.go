package rights

import (
	"archive/zip"
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"camtay/app/access"
	"camtay/app/audit"
	"camtay/app/clock"
	"camtay/app/fault"
	"camtay/app/held"
	"camtay/app/lang"
	"camtay/app/sheet"
)

// Archive is a file that nobody else can open: it is gone once closed.
type Archive struct {
	*os.File

	Name string
	Size int64
}

// Export gives everything held about the acting person as a ZIP archive, of one
// instant, and notes that it was taken. It goes through a file without a name, so
// that memory does not grow with what is held and a fault is known before the
// first byte is sent. The caller closes it.
func (s *Service) Export(ctx context.Context, locale string) (*Archive, error) {
	me := access.Who(ctx).StaffID
	if me == uuid.Nil {
		return nil, fault.New(fault.NotFound, "auth.no_staff")
	}
	now := s.clock.Now()
	if err := audit.Put(ctx, s.db, "rights.export", "staff", me, nil, now); err != nil {
		return nil, err
	}
	file, err := os.CreateTemp("", "camtay-export-*")
	if err != nil {
		return nil, fmt.Errorf("make export file: %w", err)
	}
	if err := os.Remove(file.Name()); err != nil {
		return nil, fmt.Errorf("hide export file: %w", closeWith(file, err))
	}
	if err := s.writeAll(ctx, file, me, locale, now); err != nil {
		return nil, closeWith(file, err)
	}
	size, err := file.Seek(0, io.SeekCurrent)
	if err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	if err != nil {
		return nil, fmt.Errorf("rewind export: %w", closeWith(file, err))
	}
	return &Archive{File: file, Name: "ho-so-cua-toi-" + clock.DayOf(now).String() + ".zip", Size: size}, nil
}

func closeWith(file *os.File, err error) error {
	if closing := file.Close(); closing != nil {
		return fmt.Errorf("%w, and close: %w", err, closing)
	}
	return err
}

// writeAll writes the archive from one snapshot of the database.
func (s *Service) writeAll(ctx context.Context, to io.Writer, me uuid.UUID, locale string, now time.Time) error {
	buffered := bufio.NewWriterSize(to, 64<<10)
	archive := zip.NewWriter(buffered)
	err := s.snapshot(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := readme(archive, s.parts, locale, now); err != nil {
			return err
		}
		if err := workbook(ctx, tx, archive, me, locale, now); err != nil {
			return err
		}
		taken := names{}
		for _, part := range s.parts {
			if err := s.writePart(ctx, tx, archive, part, me, taken); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	if err := archive.Close(); err != nil {
		return fmt.Errorf("close archive: %w", err)
	}
	return buffered.Flush()
}

// begin begins a file of the archive, dated today.
func begin(archive *zip.Writer, name string, now time.Time) (io.Writer, error) {
	return archive.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: now.In(clock.Zone)})
}

func (s *Service) writePart(ctx context.Context, tx bun.Tx, archive *zip.Writer, part Part, me uuid.UUID, taken names) error {
	now := s.clock.Now()
	for _, t := range part.Tables {
		w, err := begin(archive, taken.of(part.Room, t.Name+".json"), now)
		if err != nil {
			return fmt.Errorf("begin %s: %w", t.Name, err)
		}
		before := "[\n"
		err = held.Each(ctx, tx, t, me, func(row json.RawMessage) error {
			_, err := w.Write(append([]byte(before), row...))
			before = ",\n"
			return err
		})
		if err != nil {
			return err
		}
		end := "\n]\n"
		if before == "[\n" {
			end = "[]\n"
		}
		if _, err := io.WriteString(w, end); err != nil {
			return fmt.Errorf("end %s: %w", t.Name, err)
		}
	}
	if part.Files == nil {
		return nil
	}
	return part.Files(ctx, tx, me, func(name string, content []byte) error {
		w, err := begin(archive, taken.of(part.Room, "tep/"+name), now)
		if err != nil {
			return fmt.Errorf("begin %s: %w", name, err)
		}
		_, err = w.Write(content)
		return err
	})
}

func readme(archive *zip.Writer, parts []Part, locale string, now time.Time) error {
	w, err := begin(archive, "README.txt", now)
	if err != nil {
		return fmt.Errorf("begin readme: %w", err)
	}
	text := func(key string, args map[string]any) { // the archive keeps its first error
		if err == nil {
			_, err = fmt.Fprintln(w, lang.Text(locale, key, args))
		}
	}
	text("rights.readme_head", map[string]any{"at": now.In(clock.Zone).Format("15:04 02/01/2006")})
	for _, part := range parts {
		text("rights.readme_room", map[string]any{"room": part.Room, "what": lang.Text(locale, "rights.room_"+part.Room, nil)})
		for _, t := range part.Tables {
			text("rights.readme_table", map[string]any{"table": t.Name})
		}
	}
	text("rights.readme_end", nil)
	return err
}

// workbook is the part of what is held that people read: posts, levels, evidence.
func workbook(ctx context.Context, tx bun.Tx, archive *zip.Writer, me uuid.UUID, locale string, now time.Time) error {
	var pages []sheet.Page
	for _, p := range []struct{ key, query string }{
		{"rights.sheet_posts", sheetPosts}, {"rights.sheet_levels", sheetLevels}, {"rights.sheet_evidence", sheetEvidence},
	} {
		lines, err := linesOf(ctx, tx, p.query, me)
		if err != nil {
			return err
		}
		pages = append(pages, pageOf(lang.Text(locale, p.key, nil), lines, locale))
	}
	file, err := sheet.WriteWorkbook(pages...)
	if err != nil {
		return err
	}
	w, err := begin(archive, "ho-so.xlsx", now)
	if err != nil {
		return fmt.Errorf("begin workbook: %w", err)
	}
	_, err = w.Write(file)
	return err
}

// pageOf lays out lines; columns that are empty throughout are left out.
func pageOf(name string, lines []line, locale string) sheet.Page {
	columns := []struct {
		key   string
		width float64
		of    func(l line) string
	}{
		{"rights.column_day", 14, func(l line) string { return l.At }},
		{"rights.column_what", 48, func(l line) string { return l.What }},
		{"rights.column_level", 8, func(l line) string { return l.Level }},
		{"rights.column_how", 48, func(l line) string { return how(l, locale) }},
		{"rights.column_by", 26, func(l line) string { return l.By }},
		{"rights.column_until", 14, func(l line) string { return l.Until }},
		{"rights.column_reason", 48, func(l line) string { return l.Reason }},
	}
	page := sheet.Page{Name: name, Rows: make([][]sheet.Out, len(lines)+1)}
	for _, c := range columns {
		used := false
		for _, l := range lines {
			used = used || c.of(l) != ""
		}
		if !used && len(lines) > 0 {
			continue
		}
		page.Widths = append(page.Widths, c.width)
		page.Rows[0] = append(page.Rows[0], sheet.Out{Text: lang.Text(locale, c.key, nil), Style: sheet.Head})
		for i, l := range lines {
			page.Rows[i+1] = append(page.Rows[i+1], sheet.Out{Text: c.of(l)})
		}
	}
	return page
}

func how(l line, locale string) string {
	if l.Key == "" {
		return ""
	}
	return lang.Text(locale, l.Key, l.Args)
}
