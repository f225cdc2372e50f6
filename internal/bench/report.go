package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"text/tabwriter"
)

// result is one line of the report. A and B are medians of the rounds.
type result struct {
	Name  string  `json:"name"`
	Ratio float64 `json:"ratio"`
	Aim   string  `json:"aim"`
	Met   bool    `json:"met"`
	A     float64 `json:"a"`
	B     float64 `json:"b"`
	Unit  string  `json:"unit"`
}

const memoryLimit = 250 // MB of the whole process that inspects

// measureAll makes the workbooks and runs every comparison.
func measureAll(ctx context.Context, c course) ([]result, error) {
	size := fmt.Sprint(c.rows)
	if c.rows%1000 == 0 {
		size = fmt.Sprintf("%dk", c.rows/1000)
	}
	var results []result
	for _, kind := range workbooks {
		file := filepath.Join(c.dir, kind.name+".xlsx")
		if _, err := os.Stat(file); err != nil {
			fmt.Fprintf(c.log, "making %s\n", filepath.Base(file))
			made, err := kind.make(ctx, c, file)
			if err != nil {
				return nil, err
			}
			if !made {
				fmt.Fprintf(c.log, "skipped: %s needs LibreOffice (soffice)\n", kind.name)
				continue
			}
		}
		used, err := c.race(ctx, file, "inspect", "excelize-rows", "inflate")
		if err != nil {
			return nil, err
		}
		ours := used["inspect"]
		for name, rounds := range map[string][]spent{"inspect": ours, "excelize-rows": used["excelize-rows"]} {
			if rounds[0].count != c.rows {
				return nil, fmt.Errorf("%s of %s found %d projects, there are %d", name, kind.name, rounds[0].count, c.rows)
			}
		}
		what := "inspect " + size + " " + kind.name
		results = append(results,
			compare(what+" vs excelize raw rows", ours, used["excelize-rows"], aim{.30, true}),
			compare(what+" vs inflate and count", ours, used["inflate"], aim{6, false}),
			peak(what+" peak memory", ours, memoryLimit))
	}
	used, err := c.race(ctx, filepath.Join(c.dir, "export.xlsx"), "export", "export-excelize")
	if err != nil {
		return nil, err
	}
	return append(results, compare("export "+size+" vs excelize stream by hand", used["export"], used["export-excelize"],
		aim{2.5, false})), nil
}

// tabulate writes the results as a table.
func tabulate(w io.Writer, results []result) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "what\tours\tother\tunit\tratio\taim\tmet")
	for _, r := range results {
		met := "yes"
		if !r.Met {
			met = "NO"
		}
		fmt.Fprintf(t, "%s\t%.2f\t%.2f\t%s\t%.2f\t%s\t%s\n", r.Name, r.A, r.B, r.Unit, r.Ratio, r.Aim, met)
	}
	t.Flush()
}
