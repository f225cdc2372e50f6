package models

import (
	"slices"
	"strings"
)

// KnownFunds is what is on record when a workbook of the fund ledger is compared with it.
type KnownFunds struct {
	Projects []Project
	Sources  []FundSource
	Records  []FundRecord
	Today    Date
}

// fundPlanner compares a workbook with what is on record.
type fundPlanner struct {
	known   KnownFunds
	answers map[string]string
	plan    FundPlan
	rows    map[fundKey]int // index of the change
}

// fundKey names a record.
type fundKey struct {
	project, source string
	month           Month
}

func keyOfFund(r FundRecord) fundKey { return fundKey{r.ProjectID, r.SourceKey, r.Month} }

// PlanFunds compares a workbook with what is on record. answers holds what a person answered, by cell. Names that no
// project or source has, sums that do not agree and amounts without an explanation are asked about, never guessed.
func PlanFunds(form FundForm, known KnownFunds, answers map[string]string) FundPlan {
	p := &fundPlanner{known: known, answers: answers, rows: map[fundKey]int{},
		plan: FundPlan{Changes: []FundChange{}, Findings: []FundFinding{}}}
	for _, f := range form.Findings {
		if !f.Asks() || answers[f.Cell] == "" {
			p.plan.Findings = append(p.plan.Findings, f)
		}
	}
	for _, row := range form.Rows {
		p.row(row)
	}
	p.judge()
	if len(form.Rows) == 0 && len(p.plan.Findings) == 0 {
		p.wrong("", "no_rows", Messagef("表中没有资金数据，请核对"))
	}
	slices.SortStableFunc(p.plan.Findings, func(a, b FundFinding) int { return boolInt(b.Error) - boolInt(a.Error) })
	return p.plan
}

func (p *fundPlanner) wrong(cell, code string, m Message) {
	p.plan.Findings = append(p.plan.Findings, FundFinding{Cell: cell, Error: true, Code: code, Message: m})
}

func (p *fundPlanner) ask(cell, code string, m Message, options ...FundOption) {
	p.plan.Findings = append(p.plan.Findings, FundFinding{Cell: cell, Code: code, Message: m, Options: options,
		Text: len(options) == 0})
}

// row takes one row in: its project, its source, and what is on record of them for the month.
func (p *fundPlanner) row(row FundRow) {
	project, found := p.project(row)
	if !found {
		return
	}
	source, found := p.source(row)
	if !found {
		return
	}
	record := FundRecord{ProjectID: project.ID, SourceKey: source.Key, Month: row.Month, FundAmounts: row.FundAmounts,
		ArrivedOn: row.ArrivedOn, Note: strings.TrimSpace(row.Note)}
	key := keyOfFund(record)
	if at, twice := p.rows[key]; twice {
		p.again(row, &p.plan.Changes[at])
		return
	}
	change := FundChange{Cell: row.Cell, Code: project.Code, Name: project.Name, Source: source.Name, Month: row.Month,
		New: true}
	for _, r := range p.known.Records {
		if keyOfFund(r) == key {
			earlier := r
			change.Earlier, change.Before, change.New = &earlier, r.FundAmounts, false
		}
	}
	change.Record = record
	p.rows[key] = len(p.plan.Changes)
	p.plan.Changes = append(p.plan.Changes, change)
}

// again takes a further row of the same project and source: batches of one source, or a slip.
func (p *fundPlanner) again(row FundRow, change *FundChange) {
	switch p.answers[row.Cell] {
	case FundAdd:
		change.Record.FundAmounts = change.Record.Plus(row.FundAmounts)
		change.Record.ArrivedOn = max(change.Record.ArrivedOn, row.ArrivedOn)
		change.Record.Note = strings.Trim(change.Record.Note+"；"+strings.TrimSpace(row.Note), "；")
	case FundSkip:
		p.plan.Skipped++
	default:
		p.ask(row.Cell, "source_twice", Messagef("“%s”的“%s”在 %s 已有一行，该行是另一批次吗", change.Name, change.Source, change.Cell),
			FundOption{FundAdd, Messagef("是，两行相加")}, FundOption{FundSkip, Messagef("不是，不导入该行")})
	}
}

// project finds the project of a row: by code, by name, or as answered.
func (p *fundPlanner) project(row FundRow) (Project, bool) {
	cell := row.Cell + "-project"
	answer := p.answers[cell]
	if answer == FundSkip {
		p.plan.Skipped++
		return Project{}, false
	}
	code := row.Code
	if answer != "" {
		code = answer
	}
	var named []Project
	for _, known := range p.known.Projects {
		if code != "" && strings.EqualFold(known.Code, code) {
			if key := NameKey(row.Project); answer == "" && key != "" && key != known.NameKey {
				p.wrong(row.Cell, "code_and_name", Messagef("编码“%s”是“%s”，表中为“%s”，请核对编码和名称", code, known.Name, row.Project))
				return Project{}, false
			}
			return known, true
		}
		if known.NameKey == NameKey(row.Project) && row.Project != "" {
			named = append(named, known)
		}
	}
	switch {
	case len(named) == 1 && code == "":
		return named[0], true
	case len(named) > 1:
		p.wrong(row.Cell, "name_twice", Messagef("有 %d 个项目名为“%s”，请在表中填写项目编码", len(named), row.Project))
		return Project{}, false
	}
	options := []FundOption{{FundSkip, Messagef("不导入该行")}}
	for _, known := range p.known.Projects {
		options = append(options, FundOption{known.Code, Messagef("%s %s", known.Code, known.Name)})
	}
	p.ask(cell, "no_project", Messagef("清单中没有“%s”，是哪个项目", strings.TrimSpace(row.Code+" "+row.Project)), options...)
	return Project{}, false
}

// source finds the source of a row: by its words, or as answered.
func (p *fundPlanner) source(row FundRow) (FundSource, bool) {
	cell := row.Cell + "-source"
	text := row.Source
	switch answer := p.answers[cell]; answer {
	case FundSkip:
		p.plan.Skipped++
		return FundSource{}, false
	case "":
	default:
		text = answer
	}
	if s, found := FundSourceOf(text, p.known.Sources); found {
		return s, true
	}
	options := []FundOption{{FundSkip, Messagef("不导入该行")}}
	for _, s := range p.known.Sources {
		options = append(options, FundOption{s.Key, Messagef("%s", Word(s.Name))})
	}
	p.ask(cell, "no_source", Messagef("“%s”的资金来源“%s”不在列表中，属于哪一类", row.Project, row.Source), options...)
	return FundSource{}, false
}

// over fills what the workbook leaves blank, in all its rows of a project and source, with what is on record.
func (c *FundChange) over() {
	if c.Earlier == nil {
		return
	}
	c.Record.FundAmounts = c.Record.Over(c.Before)
	if c.Record.ArrivedOn == 0 {
		c.Record.ArrivedOn = c.Earlier.ArrivedOn
	}
	if c.Record.Note == "" && c.Record.Equal(c.Before) {
		c.Record.Note = c.Earlier.Note
	}
}

// judge compares the changes with what is on record and asks for what has to be explained.
func (p *fundPlanner) judge() {
	for i := range p.plan.Changes {
		p.plan.Changes[i].over()
	}
	for i := range p.plan.Changes {
		c := &p.plan.Changes[i]
		cell := c.Cell + "-note"
		if c.Record.Note == "" {
			c.Record.Note = strings.TrimSpace(p.answers[cell])
		}
		c.After, c.Note = c.Record.FundAmounts, c.Record.Note
		c.Same = c.Earlier != nil && c.After.Equal(c.Before) && c.Record.Note == c.Earlier.Note &&
			c.Record.ArrivedOn == c.Earlier.ArrivedOn
		err := c.Record.Check(p.others(c.Record), p.known.Today)
		switch e := AsError(err); {
		case err == nil:
		case e.Code == "funds_unexplained":
			p.ask(cell, e.Code, Messagef("%s“%s”%s：%s", c.Name, c.Source, c.Month, e.Message))
		default:
			p.wrong(c.Cell, e.Code, e.Message)
		}
	}
}

// others are the records of a project and source for other months, as they would be after the import.
func (p *fundPlanner) others(r FundRecord) []FundRecord {
	var out []FundRecord
	for _, known := range p.known.Records {
		if _, changed := p.rows[keyOfFund(known)]; !changed && known.ProjectID == r.ProjectID &&
			known.SourceKey == r.SourceKey && known.Month != r.Month {
			out = append(out, known)
		}
	}
	for _, c := range p.plan.Changes {
		if o := c.Record; o.ProjectID == r.ProjectID && o.SourceKey == r.SourceKey && o.Month != r.Month {
			out = append(out, o)
		}
	}
	return out
}
