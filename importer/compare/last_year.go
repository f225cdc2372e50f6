package compare

import (
	"cmp"
	"slices"

	"duban/importer"
	"duban/importer/sheet"
	"duban/models"
)

// Continued is a row that continues a project of the year before, with the amounts to the end of last year: as the row
// states it and as it is on record.
type Continued struct {
	Item
	Before   models.Project // of the year before
	Stated   *models.Money  // nil: the row states none
	Recorded models.Money   // to the end of the year before last, and what was approved since
	To       models.Month   // latest approved month in Recorded; 0: none
	Differs  bool
}

// carriedDiffers is the code of a difference that a person settles for the whole workbook.
const carriedDiffers = "carried_differs"

// lastYear indexes the projects of the year before.
type lastYear struct {
	byID   map[string]*models.Facts
	byCode map[string]*models.Facts
	byName map[string][]*models.Facts
	index  *likenessIndex
	taken  map[string]int // by ID: the row that continues the project
}

func newLastYear(facts []models.Facts) *lastYear {
	l := &lastYear{byID: map[string]*models.Facts{}, byCode: map[string]*models.Facts{},
		byName: map[string][]*models.Facts{}, taken: map[string]int{}}
	all := make([]*project, 0, len(facts))
	for i := range facts {
		f := &facts[i]
		l.byID[f.Project.ID], l.byCode[importer.CodeKey(f.Project.Code)] = f, f
		l.byName[f.Project.NameKey] = append(l.byName[f.Project.NameKey], f)
		all = append(all, &project{facts: *f})
	}
	l.index = newLikenessIndex(all)
	return l
}

// earlier finds the project of the year before that a row continues: by its code, by a name that a person confirmed, or
// by its name. A row that is said to go on under a similar name is asked about. settled is false when the row waits for
// an answer, or cannot be imported. p is the row's project, if it is known already.
func (c *comparison) earlier(item Item, row importer.ProjectRow, p *project) (f *models.Facts, settled bool) {
	if p != nil && p.facts.Project.ContinuesID != "" {
		return c.last.byID[p.facts.Project.ContinuesID], true
	}
	key := models.NameKey(row.Name)
	f = c.last.byCode[importer.CodeKey(row.Code)]
	if chosen := c.confirmedEarlier(row); chosen != nil {
		f = chosen
	} else if f != nil && row.Code != "" && !alikeNames(key, f.Project.NameKey) {
		if p == nil {
			c.conflict(item, "编码“%s”是%d年项目“%s”，与本行名称“%s”不符，请核对编码；如已更名，请确认是同一项目", f.Project.Code, f.Project.Year,
				f.Project.Name, sheet.Clip(row.Name))
			return nil, false
		}
		f = nil
	}
	if f == nil {
		var proposals []Proposal
		if f, proposals = c.earlierByName(row, key); f == nil && p == nil && len(proposals) > 0 {
			c.earlierCandidate(item, row, proposals)
			return nil, false
		}
	}
	if f == nil {
		if p == nil && len(c.now.LastYear) > 0 && goesOn(row) {
			c.find(importer.SeverityNotice, "not_on_last_years_list", row.Row, "第 %d 行“%s”不是新开工项目，%d年清单中没有该项目，按新列入处理，请核对",
				row.Row, sheet.Clip(row.Name), c.year-1)
		}
		return nil, true
	}
	if at, taken := c.last.taken[f.Project.ID]; taken && at != row.Row {
		c.conflict(item, "与第 %d 行承接同一个%d年项目“%s”（%s），请核对", at, f.Project.Year, f.Project.Name, f.Project.Code)
		return nil, false
	}
	c.last.taken[f.Project.ID] = row.Row
	return f, true
}

// confirmedEarlier returns the project of the year before that a person confirmed for a row.
func (c *comparison) confirmedEarlier(row importer.ProjectRow) *models.Facts {
	for _, key := range []string{AliasKey(row.Name, row.ResponsibleUnit), AliasKey(row.Name, "")} {
		if f := c.last.byID[c.choices.Aliases[key]]; f != nil {
			return f
		}
	}
	return nil
}

// earlierByName returns the only project of the year before with the row's name, of its unit if there are several; or
// else the ones that a person must choose from.
func (c *comparison) earlierByName(row importer.ProjectRow, key string) (*models.Facts, []Proposal) {
	if c.confirmedNew(row.Name, row.ResponsibleUnit) {
		return nil, nil
	}
	same := c.last.byName[key]
	if unit := models.OrganisationID(row.ResponsibleUnit); len(same) > 1 && row.ResponsibleUnit != "" {
		of := slices.DeleteFunc(slices.Clone(same), func(f *models.Facts) bool {
			return f.Project.ResponsibleUnitID != unit
		})
		if len(of) > 0 {
			same = of
		}
	}
	if len(same) == 1 {
		return same[0], nil
	}
	var proposals []Proposal
	for _, f := range same {
		proposals = append(proposals, Proposal{ProjectID: f.Project.ID, Code: f.Project.Code, Name: f.Project.Name,
			Score: 100})
	}
	if len(same) > 0 || !goesOn(row) {
		return nil, proposals
	}
	for p := range c.last.index.sharing(key) {
		other := p.facts.Project
		if c.namedInPlan(other.NameKey) || importer.NumbersIn(key) != importer.NumbersIn(other.NameKey) {
			continue
		}
		if score := likeness(key, other.NameKey); score >= likelyLikeness {
			proposals = append(proposals, Proposal{ProjectID: other.ID, Code: other.Code, Name: other.Name, Score: score})
		}
	}
	slices.SortFunc(proposals, func(a, b Proposal) int { return cmp.Or(b.Score-a.Score, cmp.Compare(a.Code, b.Code)) })
	return nil, proposals[:min(len(proposals), 3)]
}

// goesOn reports whether a row says that its project began before the year.
func goesOn(row importer.ProjectRow) bool {
	return row.Stage == models.StageCarried || row.Stage == models.StageCompleting ||
		row.ToEndOfLastYear != nil && *row.ToEndOfLastYear > 0
}

// namedInPlan reports whether a plan row of the workbook has exactly a name.
func (c *comparison) namedInPlan(key string) bool {
	return slices.ContainsFunc(c.sheet.Projects, func(r importer.ProjectRow) bool { return models.NameKey(r.Name) == key })
}

func alikeNames(a, b string) bool {
	return a == "" || a == b || importer.NumbersIn(a) == importer.NumbersIn(b) && likeness(a, b) >= leastLikeness
}

func (c *comparison) earlierCandidate(item Item, row importer.ProjectRow, proposals []Proposal) {
	c.diff.Candidates = append(c.diff.Candidates, Candidate{Item: item, Unit: row.ResponsibleUnit, Proposals: proposals})
	c.find(importer.SeverityError, "candidate", item.Row, "第 %d 行“%s”与%d年项目%s相近，请确认：是同一项目（结转），还是新项目", item.Row,
		sheet.Clip(item.Name), c.year-1, proposed(proposals))
}

// continues records that a row's project continues one of the year before, and returns the amount to the end of last
// year to take over. Where the row's differs from what is on record, a person is asked.
func (c *comparison) continues(p *project, a *amending, after *models.Project, row importer.ProjectRow) *models.Money {
	f := p.earlier
	if f == nil {
		return row.ToEndOfLastYear
	}
	before := f.Project
	if after.ContinuesID == "" {
		after.ContinuesID = before.ID
		a.fields = append(a.fields, FieldChange{Field: "结转自", New: before.Code + " " + before.Name})
	}
	recorded, to := models.CarriedIn(*f)
	x := Continued{Item: Item{Sheet: c.sheet.Name, Row: row.Row, Entity: EntityProject, EntityID: after.ID,
		ProjectID: after.ID, Name: row.Name}, Before: before, Stated: row.ToEndOfLastYear, Recorded: recorded, To: to}
	settled := !p.fresh && row.ToEndOfLastYear != nil && *row.ToEndOfLastYear == after.ToEndOfLastYear
	x.Differs = c.differs(x, models.MonthOf(before.Year, 12)) && !settled
	c.diff.Continued = append(c.diff.Continued, x)
	return c.carryIn(x)
}

// differs reports whether the amounts contradict each other. While December is not approved, the row's may be larger.
func (c *comparison) differs(x Continued, december models.Month) bool {
	if x.Stated == nil {
		return false
	}
	slack := c.slack(importer.FieldToEndOfLastYear)
	return x.Recorded-*x.Stated > slack || x.To == december && *x.Stated-x.Recorded > slack
}

// carryIn returns the amount to the end of last year, with a finding where it is a question.
func (c *comparison) carryIn(x Continued) *models.Money {
	record := models.Messagef("%s（%d年清单 %s，%d年审定至%s）", x.Recorded.InWanYuan(), x.Before.Year,
		x.Before.ToEndOfLastYear.InWanYuan(), x.Before.Year, x.To)
	if x.To == 0 {
		record = models.Messagef("%s（%d年没有审定数）", x.Recorded.InWanYuan(), x.Before.Year)
	}
	switch {
	case x.Stated == nil && c.choices.CarryIn == CarryRecord:
		return &x.Recorded
	case x.Stated == nil:
		c.find(importer.SeverityNotice, "carried_unstated", x.Row, "第 %d 行“%s”没有填至%d年底累计完成投资，系统记录为 %s", x.Row,
			sheet.Clip(x.Name), x.Before.Year, record)
		return nil
	case !x.Differs:
		return x.Stated
	case c.choices.CarryIn == CarryRecord:
		c.find(importer.SeverityWarning, "carried_from_record", x.Row, "第 %d 行“%s”至%d年底累计完成投资 %s，已选定按系统记录 %s", x.Row,
			sheet.Clip(x.Name), x.Before.Year, x.Stated.InWanYuan(), record)
		return &x.Recorded
	case c.choices.CarryIn == CarryWorkbook:
		c.find(importer.SeverityWarning, "carried_from_workbook", x.Row, "第 %d 行“%s”已选定按表中数：至%d年底累计完成投资 %s，系统记录为 %s", x.Row,
			sheet.Clip(x.Name), x.Before.Year, x.Stated.InWanYuan(), record)
		return x.Stated
	}
	c.find(importer.SeverityError, carriedDiffers, x.Row,
		"第 %d 行“%s”至%d年底累计完成投资 %s，系统记录为 %s，相差 %s，请核对后选定：按表中数，还是按系统记录", x.Row, sheet.Clip(x.Name), x.Before.Year,
		x.Stated.InWanYuan(), record, max(*x.Stated-x.Recorded, x.Recorded-*x.Stated).InWanYuan())
	return x.Stated
}
