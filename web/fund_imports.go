package web

import (
	"net/http"
	"net/url"
	"strings"

	"duban/models"
	"duban/tracking"
)

const fundImportsAddress = "/funds/imports"

func fundImportAddress(id string) string { return fundImportsAddress + "/" + url.PathEscape(id) }

// fundImportsPage has the upload of a workbook of the fund ledger, and those that were uploaded.
type fundImportsPage struct {
	basePage
	Form form
	Rows []tracking.FundImportLine
}

func (h *handlers) showFundImports(w http.ResponseWriter, r *http.Request) error {
	return h.writeFundImports(w, r, newForm(r), http.StatusOK)
}

func (h *handlers) writeFundImports(w http.ResponseWriter, r *http.Request, f form, status int) error {
	rows, err := h.t.FundImports(r.Context(), actorOf(r), "")
	if err != nil && models.AsError(err).Code != "no_programme" {
		return err
	}
	p := fundImportsPage{basePage: h.base(w, r), Form: f, Rows: rows}
	p.add([]string{"accounts.css", "funds.css"}, nil)
	h.write(w, r, status, "fundimports", "page", p)
	return nil
}

// uploadFunds keeps a workbook and shows what it would change.
func (h *handlers) uploadFunds(w http.ResponseWriter, r *http.Request) error {
	f, files, err := sentWorkbooks(r)
	if err == nil && len(files) != 1 {
		err = models.Errorf(models.KindInvalid, "file_missing", "请选择一份资金台账")
	}
	var month models.Month
	if err == nil {
		month, err = models.ParseMonth(f.Value("month"))
	}
	if err == nil {
		var view tracking.FundImportView
		if view, err = h.t.UploadFunds(r.Context(), actorOf(r), f.Key, "", files[0].Name, month,
			files[0].Content); err == nil {
			h.redirect(w, r, fundImportAddress(view.ID))
			return nil
		}
	}
	if !f.wrong(err, map[string]string{"bad_month": "month"}) {
		return err
	}
	retry := newForm(r)
	retry.errors = f.errors
	retry.Set("month", f.Value("month"))
	return h.writeFundImports(w, r, retry, statusOf(err))
}

// fundImportPage is one workbook: what importing it would change, or what it changed.
type fundImportPage struct {
	basePage
	tracking.FundImportView
	Form     form
	Fields   []models.FundField
	Rows     []fundChange // of this page of the list
	Pager    pager
	Findings []fundFinding
	Told     bool // some findings are no questions
}

// UnitName is the unit of a column's amounts in the page's language.
func (p fundImportPage) UnitName(u models.Unit) string { return p.Lang.word(string(u)) }

// fundChange is a change with its amounts side by side.
type fundChange struct {
	models.FundChange
	Amounts []fundAmount
}

// fundAmount is one amount before and after.
type fundAmount struct {
	Field         models.FundField
	Before, After *models.Money
}

// Changed reports whether another amount was on record.
func (a fundAmount) Changed() bool {
	return a.Before != nil && (a.After == nil || *a.After != *a.Before)
}

// fundFinding is what is wrong with a cell, or what is asked about it.
type fundFinding struct {
	models.FundFinding
	Choice choice
	Field  field
}

func (h *handlers) showFundImport(w http.ResponseWriter, r *http.Request) error {
	return h.writeFundImport(w, r, newForm(r), http.StatusOK)
}

func (h *handlers) writeFundImport(w http.ResponseWriter, r *http.Request, f form, status int) error {
	view, err := h.t.FundImport(r.Context(), actorOf(r), r.PathValue("import"))
	if err != nil {
		return err
	}
	p := fundImportPage{basePage: h.base(w, r), FundImportView: view, Form: f, Fields: models.FundFigures}
	p.add([]string{"plans.css", "funds.css"}, nil)
	l := p.Lang
	for _, one := range view.Plan.Findings {
		options := []option{{"", l.text("请选择")}}
		for _, o := range one.Options {
			options = append(options, option{o.Value, l.say(o.Label)})
		}
		p.Told = p.Told || !one.Asks()
		label := one.Cell + " " + l.say(one.Message)
		p.Findings = append(p.Findings, fundFinding{one, choiceOf(f, "a-"+one.Cell, label, options),
			fieldOf(f, "a-"+one.Cell, label, "text")})
	}
	var rows []fundChange
	for _, c := range view.Plan.Changes {
		if c.Same {
			continue
		}
		row := fundChange{FundChange: c}
		for _, field := range models.FundFigures {
			row.Amounts = append(row.Amounts, fundAmount{field, *c.Before.Of(field), *c.After.Of(field)})
		}
		rows = append(rows, row)
	}
	p.Rows, p.Pager = part(r, listing{parameter: "page", anchor: "rows-title", size: peopleRows}, rows)
	h.write(w, r, status, "fundimport", "page", p)
	return nil
}

// onFundImport runs do and redirects to the workbook's page, or shows it with what is wrong.
func (h *handlers) onFundImport(w http.ResponseWriter, r *http.Request, message phrase,
	do func(f form, id string) error) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	if err := do(f, r.PathValue("import")); err != nil {
		if !f.wrong(err, nil) {
			return err
		}
		retry := newForm(r)
		retry.errors = f.errors
		return h.writeFundImport(w, r, retry, statusOf(err))
	}
	return h.redirectWithMessage(w, r, fundImportAddress(r.PathValue("import")), message.in(f.lang))
}

func (h *handlers) answerFunds(w http.ResponseWriter, r *http.Request) error {
	return h.onFundImport(w, r, "已保存", func(f form, id string) error {
		answers := map[string]string{}
		for name := range f.values {
			if cell, is := strings.CutPrefix(name, "a-"); is && f.Value(name) != "" {
				answers[cell] = f.Value(name)
			}
		}
		_, err := h.t.AnswerFunds(r.Context(), actorOf(r), f.Key, id, answers)
		return err
	})
}

func (h *handlers) commitFunds(w http.ResponseWriter, r *http.Request) error {
	return h.onFundImport(w, r, "已导入", func(f form, id string) error {
		_, err := h.t.CommitFunds(r.Context(), actorOf(r), f.Key, id)
		return err
	})
}

func (h *handlers) undoFunds(w http.ResponseWriter, r *http.Request) error {
	return h.onFundImport(w, r, "已撤销", func(f form, id string) error {
		_, err := h.t.UndoFunds(r.Context(), actorOf(r), f.Key, id)
		return err
	})
}
