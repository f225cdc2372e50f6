package figurecheck

import (
	"encoding/json"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
	"duban/store"
)

// fundNames are the figures of the fund ledger with the heads under which doors print them.
var fundNames = []struct{ key, head string }{{"applied", "申报"}, {"approved", "批复（下达）"}, {"arrived", "到位"},
	{"paid", "拨付（支出）"}, {"work", "实物工作量"}}

// enterFunds puts money of some projects on record, in odd fen; payment of the first is slow and the second is ahead.
func (c *scene) enterFunds() (projects []models.Facts, records []models.FundRecord) {
	c.t.Helper()
	month := c.clock.Date().Month()
	for i, f := range c.facts()[:4] {
		projects = append(projects, f)
		for j, s := range models.DefaultFundSources()[:i+1] {
			for k, m := range []models.Month{month - 9, month - 1} {
				n := models.Money(1_234_567_89*(i+2) + 7_654_321*j + 99_999_999*k)
				applied, approved, arrived, paid, work := n*4, n*3, n*2, n*models.Money(k+1)-models.Money(j), n
				if i == 0 {
					paid = n / 10
				}
				if i == 1 {
					work = n / 9
				}
				records = append(records, models.FundRecord{ProjectID: f.Project.ID, SourceKey: s.Key, Month: m,
					FundAmounts: models.FundAmounts{Applied: &applied, Approved: &approved, Arrived: &arrived, Paid: &paid,
						Work: &work}, ByName: "张三", At: *c.clock})
			}
		}
	}
	c.must(c.Store.Write(c.t.Context(), func(tx *store.Tx) error {
		for _, r := range records {
			if err := tx.PutFundRecord(r); err != nil {
				return err
			}
		}
		return nil
	}))
	return projects, records
}

// checkFunds enters money and asks every door that prints the fund ledger: the pages of the ledger and of a project,
// the API, the commands and the workbook.
func checkFunds(t *testing.T, c *scene) {
	t.Helper()
	projects, records := c.enterFunds()
	today, want := c.clock.Date(), expectation{}
	var lines []models.FundLine
	for _, f := range projects {
		line := models.FundLineOf(f, records, models.DefaultFundSources(), models.DefaultFundRules, today.Month(), today)
		lines = append(lines, line)
		want.funds(" of "+line.Code, line.Total)
	}
	ledger := models.FundLedgerOf(lines, models.DefaultFundSources(), 0)
	if ledger.SlowCount == 0 || ledger.Ahead == 0 {
		t.Fatalf("slow %d, ahead %d: the check would find nothing", ledger.SlowCount, ledger.Ahead)
	}
	for _, s := range append(slices.Clone(ledger.Sources), models.FundStanding{Name: "合计",
		FundAmounts: ledger.Total.FundAmounts}) {
		want.funds(" of "+s.Name, s)
	}
	for door, doc := range map[string][]byte{"API": c.get("/api/v1/funds"),
		"duban funds list --json": c.command("funds", "list", "--json")} {
		var got models.FundLedger
		c.must(json.Unmarshal(doc, &got))
		for i := range got.Lines {
			got.Lines[i].Unit = ""
		}
		if diff := cmp.Diff(ledger, got); diff != "" {
			t.Errorf("%s:\n%s", door, diff)
		}
	}
	must := []string{"funds/applied", "funds/approved", "funds/arrived", "funds/paid", "funds/work"}
	page, text := c.page("/funds?lang=zh"), c.command("funds", "list")
	_, book, err := c.ExportFunds(t.Context(), office, "", 0)
	c.must(err)
	for door, readings := range map[string][]reading{"page funds": fundsOnPage(pageOf(page)),
		"duban funds list": fundsInText(text),
		"workbook 资金台账":    fundsInBook(book)} {
		for _, wrong := range compare(door, readings, want, must) {
			t.Error(wrong)
		}
	}
	first := lines[0]
	at := fmt.Sprintf("/projects/%d/%s", first.Year, first.Code)
	said := first.Sources[0].Slow.Sentence().Text
	docs := map[string]string{"page funds": string(page), "duban funds list": string(text),
		"page of the project": string(c.page(at + "?lang=zh")), "page of its money": string(c.page(at + "/funds?lang=zh")),
		"duban funds show": string(c.command("funds", "show", "--project", first.Code))}
	for door, doc := range docs {
		if !strings.Contains(strings.ReplaceAll(doc, ",", ""), strings.ReplaceAll(said, ",", "")) {
			t.Errorf("%s does not say %s", door, said)
		}
	}
}

// funds enters amounts.
func (e expectation) funds(of string, s models.FundStanding) {
	for _, f := range models.FundFigures {
		if amount := *s.Of(f); amount != nil {
			e["funds/"+string(f)+of] = big.NewRat(int64(*amount), 1)
		}
	}
}

func fundsOnPage(p *page) []reading {
	names := map[string]bool{"合计": true}
	for _, s := range models.DefaultFundSources() {
		names[s.Name] = true
	}
	begins := func(c cell) bool {
		return strings.HasPrefix(c.text, "ZD-") && strings.Contains(c.tag, "<small>") ||
			names[c.text] && strings.Contains(c.tag, `<th scope="row"`)
	}
	p.rows(begins, func(row *page) {
		for _, f := range fundNames {
			row.tagged(`data-label="`+f.head+`"`, number, printed{"funds/" + f.key + " of " + row.cells[0].text, wan})
		}
	})
	return p.readings
}

func fundsInText(doc []byte) []reading {
	figures := []printed{}
	for _, f := range []string{"applied", "approved", "arrived", "paid"} {
		figures = append(figures, printed{"funds/" + f, wan})
	}
	figures = append(figures, printed{"funds/work", wan})
	const columns = ` +([\d.]+)[^\d\n]* +([\d.]+)[^\d\n]* +([\d.]+)[^\d\n]* +([\d.]+)[^\d\n]* +[\d.]+% +([\d.]+)`
	return texts(doc, textFigures{`(?m)^(专项债|中央预算内|超长期特别国债|财政|合计)` + columns, true, figures},
		textFigures{`(?m)^(ZD-\d+-\d+) +\S+` + columns, true, figures})
}

func fundsInBook(doc []byte) []reading {
	t := tablesOf(doc)["分项目"]
	code := t.column(`^项目编码$`)
	for i, row := range t.rows {
		if code < 0 || len(row) <= code || !strings.HasPrefix(row[code], "ZD-") {
			continue
		}
		for _, f := range fundNames {
			t.take(i, t.column("^"+f.head+"$"), printed{"funds/" + f.key + " of " + row[code], wan})
		}
	}
	return t.readings
}
