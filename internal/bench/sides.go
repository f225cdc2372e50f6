package main

import (
	"archive/zip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/pprof"
	"strconv"
	"strings"

	"duban/importer"

	"github.com/xuri/excelize/v2"
)

// sideWord is the first argument of a process that is one side of a comparison.
const sideWord = "side"

// answer is the output of a side.
type answer struct {
	Count  int   `json:"count"`   // projects, rows or bytes: equal for both sides of a comparison
	PeakKB int64 `json:"peak_kb"` // 0 when the system does not report it
}

// sides are the compared functions. Each gets a file, to read or to write, and the number of rows.
var sides = map[string]func(file string, rows int) (int, error){
	"inspect":         inspect,
	"excelize-rows":   excelizeRows,
	"inflate":         inflate,
	"export":          export,
	"export-excelize": exportExcelize,
}

// runSide runs one side: NAME FILE ROWS [PROFILE].
func runSide(ctx context.Context, args []string, stdout io.Writer) error {
	switch {
	case len(args) >= 3 && programs[args[0]] != nil:
		return runProgram(ctx, args, stdout)
	case len(args) >= 3 && servers[args[0]] != nil:
		n, err := strconv.Atoi(args[2])
		if err != nil {
			return err
		}
		stop, err := profiled(args[3:])
		if err != nil {
			return err
		}
		defer stop()
		return servers[args[0]](ctx, args[1], n)
	}
	if len(args) < 3 || sides[args[0]] == nil {
		return fmt.Errorf("no such side: %q", args)
	}
	rows, err := strconv.Atoi(args[2])
	if err != nil {
		return err
	}
	stop, err := profiled(args[3:])
	if err != nil {
		return err
	}
	defer stop()
	count, err := sides[args[0]](args[1], rows)
	if err != nil {
		return err
	}
	return json.NewEncoder(stdout).Encode(answer{count, peakKB()})
}

// profiled writes a processor profile to the file that is named, if one is, until stop is called.
func profiled(file []string) (stop func(), err error) {
	if len(file) == 0 {
		return func() {}, nil
	}
	profile, err := os.Create(file[0])
	if err != nil {
		return nil, err
	}
	if err := pprof.StartCPUProfile(profile); err != nil {
		return nil, errors.Join(err, profile.Close())
	}
	return func() {
		pprof.StopCPUProfile()
		_ = profile.Close() // a profile is looked at by hand
	}, nil
}

// peakKB returns the process's own peak memory, without the pages of the program's file that are mapped (RssFile): the
// system may drop those, and this program has the whole server in it. That of rusage includes the parent's at the
// start.
func peakKB() int64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	of := func(name string) int64 {
		_, rest, _ := strings.Cut(string(status), name)
		line, _, _ := strings.Cut(rest, "kB")
		n, _ := strconv.ParseInt(strings.TrimSpace(line), 10, 64)
		return n
	}
	return of("VmHWM:") - of("RssFile:")
}

// inspect reads the complete workbook with this program: find, map, extract and check.
func inspect(file string, _ int) (int, error) {
	book, err := importer.InspectFile(file)
	if err != nil {
		return 0, err
	}
	for _, f := range book.Findings() {
		if f.Severity != importer.SeverityNotice {
			return 0, fmt.Errorf("%s: %s %s", file, f.Code, f.Message)
		}
	}
	return len(book.Sheets[0].Projects), nil
}

// excelizeRows only iterates over the rows with excelize.
func excelizeRows(file string, _ int) (_ int, err error) {
	book, err := excelize.OpenFile(file, excelize.Options{RawCellValue: true})
	if err != nil {
		return 0, err
	}
	defer func() {
		if closing := book.Close(); err == nil {
			err = closing
		}
	}()
	rows, err := book.Rows(book.GetSheetName(0))
	if err != nil {
		return 0, err
	}
	count := 0
	for rows.Next() {
		cells, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return 0, err
		}
		if len(cells) == columnCount && cells[1] != "" && strings.HasPrefix(cells[1], codePrefix) {
			count++
		}
	}
	return count, rows.Close()
}

// inflate unpacks the sheets and the shared strings and counts their bytes, which every reader must do at least.
func inflate(file string, _ int) (int, error) {
	archive, err := zip.OpenReader(file)
	if err != nil {
		return 0, err
	}
	defer archive.Close()
	count := int64(0)
	for _, f := range archive.File {
		if !strings.HasPrefix(f.Name, "xl/worksheets/sheet") && f.Name != "xl/sharedStrings.xml" {
			continue
		}
		part, err := f.Open()
		if err != nil {
			return 0, err
		}
		n, err := io.Copy(io.Discard, part)
		if err != nil {
			return 0, err
		}
		count += n
	}
	return int(count), nil
}
