package tracking

import (
	"context"
	"slices"
	"strings"

	"duban/models"
	"duban/store"
)

// UrgentPage is an urgent table with its projects and who has not answered.
type UrgentPage struct {
	AsOf models.Instant `json:"as_of"`
	UrgentLine
	Columns     []models.UrgentColumn `json:"columns"`
	Rows        []UrgentRow           `json:"rows"`    // in the order of the list
	Missing     []UrgentMissing       `json:"missing"` // who has not answered, the most projects first
	FormColumns []UrgentFormColumn    `json:"form_columns"`
	MayManage   bool                  `json:"may_manage"`
	MayAnswer   bool                  `json:"may_answer"` // for at least one project
	// units that this table asks and that are above the cap of the month in which it was opened (减负账); for the office
	OverCap []string `json:"over_cap"`
}

// UrgentRow is one project of the table.
type UrgentRow struct {
	Code       string            `json:"project"`
	Year       int               `json:"year"`
	Name       string            `json:"project_name"`
	Owner      string            `json:"owner"`
	Unit       string            `json:"responsible_unit"`
	Answers    map[string]string `json:"answers"` // by column
	Complete   bool              `json:"complete"`
	MayAnswer  bool              `json:"may_answer"`
	By         string            `json:"by,omitempty"` // of the latest answer
	OnBehalfOf string            `json:"on_behalf_of,omitempty"`
	Paper      string            `json:"paper,omitempty"`
	At         models.Instant    `json:"at,omitempty"`
}

// UrgentMissing is a receiver whose projects are not all answered.
type UrgentMissing struct {
	Name     string   `json:"name"`
	Projects []string `json:"projects"`
}

// UrgentTable shows an urgent table. An owner or unit sees its own projects only.
func (s *Service) UrgentTable(ctx context.Context, actor models.Actor, id string) (UrgentPage, error) {
	if err := models.CanSeeProjects(actor); err != nil {
		return UrgentPage{}, err
	}
	var out UrgentPage
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		u, err := s.seenUrgent(tx, actor, id)
		if err != nil {
			return err
		}
		if out, err = u.page(actor, s.now()); err != nil || !out.MayManage || u.ClosedAt != 0 {
			return err
		}
		out.OverCap, err = s.overCap(tx, u)
		return err
	})
	return out, err
}

// overCap returns the names of the units that a table asks and that were asked for more than the cap in its month.
func (s *Service) overCap(tx *store.Tx, u *urgent) ([]string, error) {
	g, err := s.programme(tx, u.ProgrammeID)
	if err != nil {
		return nil, err
	}
	tables, err := tx.UrgentTables(g.ID)
	if err != nil {
		return nil, err
	}
	ledger, err := s.burden(tx, g, tables, u.At.Date().Month())
	over := []string{}
	for _, b := range ledger.Units {
		if b.Over(ledger.Cap) && slices.ContainsFunc(u.rows, func(r urgentRow) bool { return r.unit == b.Unit }) {
			over = append(over, b.Unit)
		}
	}
	return over, err
}

// seenUrgent loads a table with the projects that the actor may see. A table without any is answered as if there were
// none.
func (s *Service) seenUrgent(tx *store.Tx, actor models.Actor, id string) (*urgent, error) {
	t, err := tx.UrgentTable(id)
	if err != nil {
		return nil, err
	}
	u, err := s.loadUrgent(tx, t)
	if err != nil {
		return nil, err
	}
	if u.see(actor); len(u.rows) == 0 && models.CanSeeAll(actor) != nil {
		return nil, models.UrgentTableNotFound(id)
	}
	return u, nil
}

func (u *urgent) page(actor models.Actor, now models.Instant) (UrgentPage, error) {
	out := UrgentPage{AsOf: now, UrgentLine: u.line(now), Columns: u.Columns, Rows: []UrgentRow{},
		Missing: []UrgentMissing{}, FormColumns: []UrgentFormColumn{}, OverCap: []string{},
		MayManage: models.CanPlan(actor) == nil && models.CanSeeAll(actor) == nil}
	if out.Columns == nil {
		out.Columns = []models.UrgentColumn{}
	}
	for _, r := range u.rows {
		row := UrgentRow{Code: r.Project.Code, Year: r.Project.Year, Name: r.Project.Name, Owner: r.owner, Unit: r.unit,
			Answers: map[string]string{}, Complete: u.complete(r)}
		_, err := models.CanAnswerUrgent(actor, u.UrgentTable, r.Project)
		row.MayAnswer = err == nil && u.ClosedAt == 0
		out.MayAnswer = out.MayAnswer || row.MayAnswer && len(u.Columns) > 0
		for key, v := range r.answers {
			row.Answers[key] = v.Text
			if v.At > row.At {
				row.At, row.By, row.OnBehalfOf, row.Paper = v.At, v.ByName, v.OnBehalfOf, v.Paper
			}
		}
		out.Rows = append(out.Rows, row)
		if !row.Complete && len(u.Columns) > 0 {
			out.miss(u.receiver(r), r.Project.Name)
		}
	}
	slices.SortStableFunc(out.Missing, func(a, b UrgentMissing) int { return len(b.Projects) - len(a.Projects) })
	if !out.MayManage {
		return out, nil
	}
	var err error
	out.FormColumns, err = u.formColumns()
	return out, err
}

func (p *UrgentPage) miss(receiver, project string) {
	i := slices.IndexFunc(p.Missing, func(m UrgentMissing) bool { return m.Name == receiver })
	if i < 0 {
		i = len(p.Missing)
		p.Missing = append(p.Missing, UrgentMissing{Name: receiver})
	}
	p.Missing[i].Projects = append(p.Missing[i].Projects, project)
}

// ChaseText asks those who have not answered, by name of unit and project, to be pasted into a group; "" when no one is
// asked any more. It is Chinese in every language of the page.
func (p UrgentPage) ChaseText() string {
	if len(p.Missing) == 0 || p.ClosedAt != 0 {
		return ""
	}
	lines := []string{"请于" + p.Due.Minute() + "前填报“" + p.Name + "”，尚未填报："}
	for _, m := range p.Missing {
		lines = append(lines, m.Name+"："+strings.Join(m.Projects, "、"))
	}
	return strings.Join(lines, "\n")
}
