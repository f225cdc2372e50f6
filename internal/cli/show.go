package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/width"

	"duban/models"
)

// show prints a response: the document itself with --json, otherwise the text made from the decoded fields.
func show[T any](p *program, body json.RawMessage, text func(T)) error {
	v, err := decoded[T](body)
	switch {
	case err != nil:
		return err
	case p.json:
		p.print(body)
	default:
		text(v)
	}
	return nil
}

// decoded decodes the needed fields of a response.
func decoded[T any](body json.RawMessage) (v T, err error) {
	if err := json.Unmarshal(body, &v); err != nil {
		return v, models.Errorf(models.KindUnavailable, "not_duban", "服务的回答无法识别，请核对 --server 是否为督办服务的地址，以及两端版本是否一致").
			Because(err)
	}
	return v, nil
}

// table prints rows in columns. A Chinese character is two columns wide, which text/tabwriter does not know.
func table(w io.Writer, rows [][]string) {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], places(cell))
		}
	}
	for _, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			line.WriteString(cell + strings.Repeat(" ", widths[i]-places(cell)+2))
		}
		fmt.Fprintln(w, strings.TrimRight(line.String(), " "))
	}
}

func places(text string) int {
	n := 0
	for _, r := range text {
		switch width.LookupRune(r).Kind() {
		case width.EastAsianWide, width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}

// yi formats an amount in 亿元 for reading; --json has the exact amount in fen.
func yi(m models.Money) string { return m.Rounded(models.YiYuan) + " 亿元" }

// share formats part ÷ total as a percentage with one decimal, as pages do.
func share(part, total models.Money) string {
	if total == 0 {
		return "—"
	}
	return models.Percent(part, total) + "%"
}

// wan is an amount in 万元 with its unit; a dash when it is not known.
func wan(m *models.Money) string {
	if m == nil {
		return wanOf(m)
	}
	return wanOf(m) + " 万元"
}

// wanOf is wan without the unit, for the columns of a table.
func wanOf(m *models.Money) string {
	if m == nil {
		return "—"
	}
	return m.Rounded(models.WanYuan)
}
