package tracking

import (
	"cmp"
	"strings"

	"duban/importer"
	"duban/importer/compare"
	"duban/models"
	"duban/store"
)

// snapshotFor loads what a workbook is compared with: its programme, everything on its list, and the year's other
// projects.
func snapshotFor(tx *store.Tx, book *importer.Book, wanted string) (compare.Snapshot, error) {
	snapshot := compare.Snapshot{Organisations: map[string]models.Organisation{}, Posts: map[string]models.Post{}}
	programmes, err := tx.Programmes()
	if err != nil {
		return snapshot, err
	}
	year := book.YearOf()
	if wanted != "" {
		p, err := tx.FindProgramme(wanted)
		if err != nil {
			return snapshot, err
		}
		snapshot.Programme, snapshot.Exists = p, true
	}
	for _, p := range programmes {
		if !snapshot.Exists && p.Kind == models.DistrictProgramme && (p.Year == year || year == 0 &&
			p.Year > snapshot.Programme.Year) {
			snapshot.Programme = p
		}
	}
	snapshot.Exists = snapshot.Programme.ID != ""
	year = max(year, snapshot.Programme.Year)
	for _, p := range programmes {
		if p.Year == year && p.ID != snapshot.Programme.ID {
			snapshot.Others = append(snapshot.Others, p)
		}
	}
	if snapshot.Exists {
		if snapshot.Facts, err = tx.FactsOf(snapshot.Programme.ID); err != nil {
			return snapshot, err
		}
		if err := standingOf(tx, &snapshot); err != nil {
			return snapshot, err
		}
		if snapshot.Sent, err = sentUpward(tx, snapshot.Programme.ID); err != nil {
			return snapshot, err
		}
	}
	if snapshot.Elsewhere, err = tx.FactsOffList(year, snapshot.Programme.ID); err != nil {
		return snapshot, err
	}
	for _, f := range snapshot.Elsewhere { // a code is never used twice
		snapshot.Codes = append(snapshot.Codes, f.Project.Code)
	}
	if snapshot.Former, err = tx.FormerMemberships(year); err != nil {
		return snapshot, err
	}
	if err := earlierOf(tx, &snapshot, programmes, year); err != nil {
		return snapshot, err
	}
	return snapshot, namesFor(tx, &snapshot)
}

// earlierOf loads what earlier imports and the year before left: codes that were taken back, quarter plans, and last
// year's projects.
func earlierOf(tx *store.Tx, snapshot *compare.Snapshot, programmes []models.Programme, year int) error {
	withdrawn, err := tx.WithdrawnProjects(year)
	if err != nil {
		return err
	}
	snapshot.Withdrawn = map[string]string{}
	for _, p := range withdrawn {
		snapshot.Withdrawn[importer.CodeKey(p.Code)] = p.Name
	}
	quarters, err := tx.QuarterPlans(year)
	if err != nil {
		return err
	}
	snapshot.Quarters = map[string][]models.QuarterPlan{}
	for _, q := range quarters {
		snapshot.Quarters[q.ProjectID] = append(snapshot.Quarters[q.ProjectID], q)
	}
	ids := make([]string, 0, len(snapshot.Facts))
	for _, f := range snapshot.Facts {
		ids = append(ids, f.Project.ID)
	}
	if snapshot.Formalities, err = formalitiesOf(tx, ids); err != nil {
		return err
	}
	kind := cmp.Or(snapshot.Programme.Kind, models.DistrictProgramme)
	for _, p := range programmes {
		if p.Kind != kind || p.Year != year-1 {
			continue
		}
		if snapshot.LastYear, err = tx.FactsOf(p.ID); err != nil {
			return err
		}
		off, err := tx.FactsOffList(p.Year, p.ID)
		if err != nil {
			return err
		}
		snapshot.LastYear = append(snapshot.LastYear, off...)
	}
	return nil
}

// standingOf loads what people changed since the imports: the programme's target, and annual plans.
func standingOf(tx *store.Tx, snapshot *compare.Snapshot) error {
	decisions, err := tx.TargetDecisions(snapshot.Programme.ID)
	if err != nil {
		return err
	}
	if d := models.TargetsOf(decisions, models.IndicatorInvestment).Decided; d != nil {
		snapshot.Target = new(d.Money())
	}
	snapshot.PlanChanges, err = tx.PlanChanges(snapshot.Programme.ID)
	return err
}

func namesFor(tx *store.Tx, snapshot *compare.Snapshot) error {
	organisations, err := tx.AllOrganisations()
	if err != nil {
		return err
	}
	for _, o := range organisations {
		snapshot.Organisations[o.ID] = o
	}
	posts, err := tx.AllPosts()
	for _, p := range posts {
		snapshot.Posts[p.ID] = p
	}
	return err
}

// choicesFor converts a person's choices, with names and codes, to those of the comparison, and adds earlier confirmed
// ones. The returned aliases are new and to be stored.
func choicesFor(tx *store.Tx, book *importer.Book, snapshot compare.Snapshot, c ImportChoices) (compare.Choices,
	[]models.Alias, error) {
	choices := compare.Choices{
		Aliases: map[string]string{}, New: map[string]bool{}, GoodRows: c.GoodRows,
		KeepReviewed: c.KeepReviewed, Submits: c.FromOwners,
		Document: c.Document, EffectiveOn: c.EffectiveOn, Drop: c.Drop, DropCounts: c.DropCounts,
		CarryIn: compare.CarryIn(c.CarryIn), Said: c.Say,
	}
	switch choices.CarryIn {
	case compare.CarryAsked, compare.CarryWorkbook, compare.CarryRecord:
	default:
		return choices, nil, models.Errorf(models.KindInvalid, "bad_carry_in",
			"至上年底累计的取数“%s”无效，应为 workbook（按表中数）或 record（按系统记录）", c.CarryIn)
	}
	year := max(book.YearOf(), snapshot.Programme.Year)
	known, err := tx.Aliases(year)
	if err != nil {
		return choices, nil, err
	}
	for _, a := range known {
		choices.Aliases[a.Key] = a.ProjectID
	}
	named := namesIn(book)
	var fresh []models.Alias
	for name, code := range c.Same {
		if !named[models.NameKey(name)] {
			return choices, nil, notNamed(name)
		}
		id, err := findProject(snapshot, code)
		if err != nil {
			return choices, nil, err
		}
		key := compare.AliasKey(name, "")
		if choices.Aliases[key] != id {
			fresh = append(fresh, models.Alias{Year: year, Key: key, Name: strings.TrimSpace(name), ProjectID: id})
		}
		choices.Aliases[key] = id
	}
	for _, name := range c.New {
		if !named[models.NameKey(name)] {
			return choices, nil, notNamed(name)
		}
		choices.New[compare.AliasKey(name, "")] = true
	}
	return choices, fresh, nil
}

func notNamed(name string) error {
	return models.Errorf(models.KindInvalid, "name_not_found", "工作簿中没有名称为“%s”的项目，请照工作簿中的写法填写", name)
}

func namesIn(book *importer.Book) map[string]bool {
	named := map[string]bool{}
	for _, s := range book.Sheets {
		for _, p := range s.Projects {
			named[models.NameKey(p.Name)] = true
		}
		for _, r := range s.Reports {
			named[models.NameKey(r.Project)] = true
		}
		for _, m := range s.Milestones {
			named[models.NameKey(m.Project)] = true
		}
	}
	return named
}

func projectOf(snapshot compare.Snapshot, code string) string {
	for _, all := range [][]models.Facts{snapshot.Facts, snapshot.Elsewhere, snapshot.LastYear} {
		for _, f := range all {
			if f.Project.Code == strings.TrimSpace(code) {
				return f.Project.ID
			}
		}
	}
	return ""
}

// formalitiesOf are the codes and dates on record of projects, by project.
func formalitiesOf(tx *store.Tx, ids []string) (map[string]models.Formalities, error) {
	rows, err := tx.FormalitiesOf(ids...)
	of := map[string]models.Formalities{}
	for _, r := range rows {
		of[r.ProjectID] = r
	}
	return of, err
}
