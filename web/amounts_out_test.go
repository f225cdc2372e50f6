package web_test

import (
	"strings"
	"testing"

	"duban/models"
)

// What hangs on a wall or is handed out names no private firm's amounts: the one-page sheet and the board.
func TestSheetsNameNoPrivateAmounts(t *testing.T) {
	d := halfYear(t)
	o, err := d.service().Overview(t.Context(), models.Actor{ID: "p", Roles: []models.Role{{Role: models.RoleReadOnly}}},
		"")
	if err != nil {
		t.Fatal(err)
	}
	h := d.as(models.RoleReadOnly)
	sheet, board := get(h, "/print/onepage").Body.String(), get(h, "/board").Body.String()
	private := 0
	for _, l := range o.Gap {
		row := cut(t, sheet, `<th scope="row" >`+l.Name+"<", "</tr>")
		if hidden := strings.Count(row, `<td class="n">—`) == 3 && !strings.Contains(row, "万元"); hidden != l.NoAmounts {
			t.Errorf("%s, private %t: %s", l.Name, l.NoAmounts, row)
		}
		if l.NoAmounts {
			private++
		}
	}
	if private == 0 || private == len(o.Gap) {
		t.Fatalf("%d of %d projects are private", private, len(o.Gap))
	}
	contains(t, sheet, []string{models.AmountsNote}, nil)
	waiting := 0
	for _, l := range o.Projects {
		strip := cut(t, board, "<b >"+l.Name+"</b>", "</span>")
		if l.Pending == nil {
			continue
		}
		waiting++
		if l.NoAmounts != strings.Contains(strip, "另有待审 ·") || !strings.Contains(strip, "另有待审") {
			t.Errorf("%s, private %t: %s", l.Name, l.NoAmounts, strip)
		}
	}
	if waiting == 0 {
		t.Error("no report waits")
	}
}

// cut is what stands in a page from one text to the next other one.
func cut(t *testing.T, page, from, to string) string {
	t.Helper()
	_, after, found := strings.Cut(page, from)
	inside, _, ended := strings.Cut(after, to)
	if !found || !ended {
		t.Fatalf("the page has no %s", from)
	}
	return inside
}
