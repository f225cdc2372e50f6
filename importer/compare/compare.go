package compare

import (
	"maps"
	"slices"
	"strconv"

	"duban/importer"
	"duban/importer/sheet"
	"duban/models"
)

// Book returns what committing a workbook would change in the database. It is pure.
//
// Only what a sheet states is compared: an absent column and a blank cell never erase a known value. Nothing is
// deleted. A project of the programme that is missing from a plan workbook is listed as missing, and leaves the list
// only when the choices say so. A plan workbook for a programme that does not exist creates the programme, in trial
// running, with its investment indicator; rows marked 市重大 also put their projects on the city's list of the year.
//
// An error is a *models.Error of KindInvalid: "nothing_to_import"; "no_programme" for progress or milestones of a
// programme that does not exist; or the code of a choice that cannot be applied. With error findings, conflicts or open
// choices the caller must not commit, see Diff.Blocked.
func Book(book *importer.Book, current Snapshot, choices Choices) (*Diff, error) {
	left := rowSet{}
	for {
		c := newComparison(book, current, choices, left)
		diff, err := c.run()
		if err != nil {
			return nil, err
		}
		wrong := c.wrongRows()
		if !choices.GoodRows || len(wrong) == 0 {
			c.compareTotals()
			diff.ErrorRows, diff.wrong = len(wrong)+len(left), maps.Clone(wrong)
			maps.Copy(diff.wrong, left)
			diff.blocked = len(wrong) > 0 || len(diff.Conflicts)+len(diff.Candidates) > 0 || c.wrongElsewhere()
			c.restoreLeft(left)
			return diff, nil
		}
		maps.Copy(left, wrong) // leaving rows out can make others wrong, such as their milestones
	}
}

func newComparison(book *importer.Book, current Snapshot, choices Choices, left rowSet) *comparison {
	return &comparison{
		choices: choices, out: left, closed: map[string]bool{},
		book: book, now: current, diff: &Diff{Programme: current.Programme, Findings: book.Findings()},
		projects: map[string]*project{}, byCode: map[string]*project{}, byName: map[string][]*project{},
		organisations: map[string]string{}, posts: map[string]string{}, approved: approvalCodes(current.Formalities),
	}
}

func (c *comparison) run() (*Diff, error) {
	sheets := map[importer.SheetKind][]*importer.Sheet{}
	for i := range c.book.Sheets {
		if s := &c.book.Sheets[i]; s.Skipped.IsZero() {
			sheets[s.Kind] = append(sheets[s.Kind], s)
		}
	}
	if err := c.begin(sheets); err != nil {
		return nil, err
	}
	for _, kind := range sheetKinds {
		sheets[kind] = c.ofYear(sheets[kind])
	}
	if err := c.checkChoices(sheets[importer.KindPlan]); err != nil {
		return nil, err
	}
	c.comparePlans(sheets[importer.KindPlan])
	for _, s := range sheets[importer.KindProgress] {
		c.compareReports(s)
	}
	for _, kind := range sheetKinds {
		for _, s := range sheets[kind] {
			c.compareMilestones(s)
		}
	}
	c.missingMilestones(sheets)
	c.fileProjects()
	return c.diff, nil
}

// sheetKinds are the kinds that are read, in the order in which they are compared.
var sheetKinds = []importer.SheetKind{importer.KindPlan, importer.KindProgress, importer.KindMilestones}

// project is a project in the comparison: from the database, or new in this workbook.
type project struct {
	facts     models.Facts
	fresh     bool
	changed   bool
	elsewhere bool            // of the same year, but not on the list
	sheet     *importer.Sheet // the sheet with its plan row
	row       int
	written   int           // 1 + the index of the change of its own row; 0: none
	earlier   *models.Facts // the project of the year before that it continues; nil: none
}

func (p *project) version() int { return p.facts.Project.Version }

type comparison struct {
	book          *importer.Book
	choices       Choices
	now           Snapshot
	diff          *Diff
	year          int
	sheet         *importer.Sheet
	projects      map[string]*project         // by ID
	order         []*project                  // those of the database, in its order
	byTotal       map[models.Money][]*project // those that the workbook does not name, by total investment
	byCode        map[string]*project
	byName        map[string][]*project
	organisations map[string]string // ID to name
	posts         map[string]string
	lastNumber    int // of the permanent codes given so far
	lastPosition  int // in the programme's list
	city          *cityList
	closed        map[string]bool // projects no longer followed or listed whose rows were ignored
	out           rowSet          // rows left out as wrong
	index         *likenessIndex
	named         map[*project]bool // projects that rows of the sheets being compared name exactly
	joined        int               // number of projects added to an existing list
	planned       []*project        // projects with a plan row, in order
	units         map[string]int    // by name: number of responsible units with that name on the sheet
	listed        map[string]bool   // milestones that a sheet lists
	last          *lastYear
	approved      map[string]string // project IDs by the state's code
}

// begin determines kind, year and programme, and indexes the database's projects.
func (c *comparison) begin(sheets map[importer.SheetKind][]*importer.Sheet) error {
	var main *importer.Sheet
	for _, kind := range sheetKinds {
		if main == nil && len(sheets[kind]) > 0 {
			main = sheets[kind][0]
			c.diff.Kind = models.BatchKind(kind)
		}
	}
	if main == nil {
		return nothingToImport(c.book)
	}
	for _, s := range sheets[main.Kind] {
		if c.year == 0 {
			c.year = s.Year
		}
	}
	c.diff.Period = strconv.Itoa(c.year)
	if main.Kind == importer.KindProgress && main.Month != 0 {
		c.diff.Period = main.Month.String()
	}
	for id, o := range c.now.Organisations {
		c.organisations[id] = o.Name
	}
	for id, p := range c.now.Posts {
		c.posts[id] = p.Title
	}
	if !c.now.Exists {
		if main.Kind != importer.KindPlan {
			return sheet.Refuse("no_programme", "还没有%d年的项目清单，请先导入年度计划", c.year)
		}
		if c.year == 0 {
			return sheet.Refuse("year_missing", "标题、表头和文件名里都没有年份，无法建立项目清单，请在标题中写明，如 2021年")
		}
		c.diff.Programme = newProgramme(models.DistrictProgramme, c.year)
	} else {
		c.year = c.now.Programme.Year
	}
	for _, f := range c.now.Facts {
		// The comparison changes its facts as it goes on; the caller's rows stay unchanged.
		f.Milestones, f.Reports, f.Memberships = slices.Clone(f.Milestones), slices.Clone(f.Reports),
			slices.Clone(f.Memberships)
		p := &project{facts: f}
		c.know(p)
		c.order = append(c.order, p)
		for _, m := range f.Memberships {
			if m.ProgrammeID == c.diff.Programme.ID {
				c.lastPosition = max(c.lastPosition, m.Position)
			}
		}
	}
	for _, f := range c.now.Elsewhere {
		f.Milestones, f.Reports, f.Memberships = slices.Clone(f.Milestones), slices.Clone(f.Reports),
			slices.Clone(f.Memberships)
		c.know(&project{facts: f, elsewhere: true})
	}
	for _, m := range c.now.Former {
		if m.ProgrammeID == c.diff.Programme.ID {
			c.lastPosition = max(c.lastPosition, m.Position)
		}
	}
	c.last = newLastYear(c.now.LastYear)
	c.countCodes(sheets[importer.KindPlan])
	c.findCity()
	return nil
}

func nothingToImport(book *importer.Book) *models.Error {
	why := models.Words{Mark: "；"}
	for _, s := range book.Sheets {
		if len(why.Items) < 5 {
			why.Items = append(why.Items, models.Messagef("“%s”%s", s.Name, s.Skipped))
		}
	}
	return sheet.Refuse("nothing_to_import", "工作簿中没有可导入的工作表：%s", why)
}

// turnTo selects the sheet to compare.
func (c *comparison) turnTo(s *importer.Sheet) {
	c.sheet = s
	c.units = map[string]int{}
	pairs := map[[2]string]bool{}
	for _, p := range s.Projects {
		pair := [2]string{models.NameKey(p.Name), models.NameKey(p.ResponsibleUnit)}
		if !pairs[pair] {
			pairs[pair] = true
			c.units[pair[0]]++
		}
	}
	c.named = map[*project]bool{}
	for i := range c.book.Sheets {
		if o := &c.book.Sheets[i]; o == s || o.Kind == s.Kind && o.Skipped.IsZero() {
			for _, p := range o.Projects {
				if m := c.match(p.Code, p.Name, p.ResponsibleUnit); m.project != nil {
					c.named[m.project] = true
				}
			}
		}
	}
}

// ofYear drops the sheets of another year than the programme's, with a finding.
func (c *comparison) ofYear(sheets []*importer.Sheet) []*importer.Sheet {
	var fitting []*importer.Sheet
	for _, s := range sheets {
		if s.Year == c.year {
			fitting = append(fitting, s)
			continue
		}
		if s.Year != 0 { // a sheet without a year already has a finding
			c.sheet = s
			c.find(importer.SeverityError, "wrong_year", 0, "工作表“%s”是 %d 年的，项目清单“%s”是 %d 年的，没有比对，请核对年份", s.Name, s.Year,
				c.diff.Programme.Name, c.year)
		}
	}
	return fitting
}

// find adds a finding about a row of the sheet being compared.
func (c *comparison) find(severity importer.Severity, code string, row int, format string, args ...any) {
	c.findTwo(0, severity, code, row, format, args...)
}

// findTwo adds a finding about two rows of the sheet being compared.
func (c *comparison) findTwo(other int, severity importer.Severity, code string, row int, format string, args ...any) {
	f := importer.Finding{Sheet: c.sheet.Name, Severity: severity, Code: code, Message: models.Messagef(format, args...),
		Other: other}
	if row > 0 {
		f.Cell = nameCell(c.sheet, row)
	}
	c.diff.Findings = append(c.diff.Findings, f)
}

// change records a new or changed row of a table.
func (c *comparison) change(row int, entity Entity, id string, p *project, fields []FieldChange, before, after any) {
	ch := Change{Sheet: c.sheet.Name, Row: row, Action: ActionNew, Entity: entity, EntityID: id, Fields: fields,
		Before: before, After: after}
	if before != nil {
		ch.Action = ActionChanged
	}
	if p != nil {
		ch.ProjectID, ch.ProjectVersion = p.facts.Project.ID, p.version()
		p.changed = true
	}
	c.diff.Changes = append(c.diff.Changes, ch)
}

// conflict records an item that cannot be imported.
func (c *comparison) conflict(item Item, format string, args ...any) {
	c.diff.Conflicts = append(c.diff.Conflicts, Conflict{Item: item, Reason: models.Messagef(format, args...)})
}

// leave records an item of a closed project as unchanged: later workbooks may still list it, which means nothing.
func (c *comparison) leave(item Item, p models.Project) {
	c.diff.Unchanged = append(c.diff.Unchanged, item)
	if !c.closed[p.ID] {
		c.closed[p.ID] = true
		c.find(importer.SeverityNotice, "project_closed", item.Row, "第 %d 行项目“%s”已于 %s 销号，本行未采用", item.Row,
			sheet.Clip(p.Name),
			p.ClosedAt.Date())
	}
}

// settleItem records an item as new, changed or unchanged.
func (c *comparison) settleItem(item Item, fresh, changed bool) {
	switch {
	case fresh:
		c.diff.New = append(c.diff.New, item)
	case changed:
		c.diff.Changed = append(c.diff.Changed, item)
	default:
		c.diff.Unchanged = append(c.diff.Unchanged, item)
	}
}
