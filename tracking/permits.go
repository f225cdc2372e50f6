package tracking

import (
	"context"

	"duban/models"
	"duban/store"
)

// PermitPage is what is on record of a project's permits, its start and its entry in statistics.
type PermitPage struct {
	FormHead
	MayFill           bool          `json:"may_fill"`
	Permits           []PermitLine  `json:"permits"` // every kind, in the order of the form
	Done              int           `json:"done"`    // of 四证, with those that are not needed
	ApprovalCode      string        `json:"approval_code"`
	EnteredOn         models.Date   `json:"entered_on"`          // 进场或开工仪式
	PermittedOn       models.Date   `json:"permitted_on"`        // 施工许可证
	StatisticsStartOn models.Date   `json:"statistics_start_on"` // 统计开工
	InStatistics      models.Answer `json:"in_statistics"`
	StatisticsCode    string        `json:"statistics_code"`
	StatisticsOn      models.Date   `json:"statistics_on"`
	Missing           string        `json:"missing"` // what the entry in statistics lacks; no ground of supervision
}

// PermitLine is one permit.
type PermitLine struct {
	Kind   models.PermitKind  `json:"kind"`
	Name   string             `json:"name"`
	State  models.PermitState `json:"state"`
	Word   string             `json:"state_name"`
	Number string             `json:"number"`
	On     models.Date        `json:"date"`
	File   string             `json:"file"` // its name; "": none
	By     string             `json:"by,omitempty"`
	At     models.Instant     `json:"at,omitempty"`
}

// PermitPage shows the permits of a project.
func (s *Service) PermitPage(ctx context.Context, actor models.Actor, project string) (PermitPage, error) {
	p, err := s.find(ctx, actor, project)
	if err != nil {
		return PermitPage{}, err
	}
	onBehalf, fill := models.CanFill(actor, p)
	out := PermitPage{FormHead: FormHead{AsOf: s.now(), Code: p.Code, Year: p.Year, Name: p.Name, OnBehalf: onBehalf,
		Closed: p.Status == models.ProjectClosed}, MayFill: fill == nil && p.Status != models.ProjectClosed}
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		permits, err := tx.PermitsOf(p.ID)
		if err != nil {
			return err
		}
		formalities, err := tx.FormalitiesOf(p.ID)
		out.fill(p, permits, formalities)
		return err
	})
	return out, err
}

// fill takes what is on record of a project; rows of others are passed over.
func (v *PermitPage) fill(p models.Project, permits []models.Permit, formalities []models.Formalities) {
	v.InStatistics, v.StatisticsCode, v.StatisticsOn = p.InStatistics, p.StatisticsCode, p.StatisticsOn
	for i, kind := range models.PermitKinds {
		line := PermitLine{Kind: kind, Name: kind.Chinese()}
		for _, row := range permits {
			if row.ProjectID == p.ID && row.Kind == kind {
				line.State, line.Number, line.On, line.File = row.State, row.Number, row.On, row.EvidenceName
				line.By, line.At = row.ByName, row.At
			}
		}
		line.Word = line.State.Chinese()
		if i < models.FourPermits && (line.State == models.PermitDone || line.State == models.PermitNotNeeded) {
			v.Done++
		}
		if kind == models.PermitConstruction {
			v.PermittedOn = line.On
		}
		v.Permits = append(v.Permits, line)
	}
	for _, f := range formalities {
		if f.ProjectID == p.ID {
			v.ApprovalCode, v.EnteredOn, v.StatisticsStartOn, v.Missing = f.ApprovalCode, f.EnteredOn, f.StatisticsStartOn,
				f.Missing
		}
	}
}

// PermitList is a programme's projects with their permits, starts and statistics, and the rates of start.
type PermitList struct {
	Programme string           `json:"programme"`
	Year      int              `json:"year"`
	AsOf      models.Instant   `json:"as_of"`
	Projects  []PermitPage     `json:"projects"`
	Starts    models.StartBase `json:"starts"`
}

// PermitList shows the permits of a programme's projects.
func (s *Service) PermitList(ctx context.Context, actor models.Actor, programme string) (PermitList, error) {
	if err := models.CanSeeAll(actor); err != nil {
		return PermitList{}, err
	}
	out := PermitList{AsOf: s.now(), Projects: []PermitPage{}}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		g, err := s.programme(tx, programme)
		if err != nil {
			return err
		}
		out.Programme, out.Year = g.Name, g.Year
		var ids []string
		for _, f := range g.Facts() {
			ids = append(ids, f.Project.ID)
		}
		permits, err := tx.PermitsOf(ids...)
		if err != nil {
			return err
		}
		formalities, err := tx.FormalitiesOf(ids...)
		if err != nil {
			return err
		}
		for _, f := range g.Facts() {
			p := f.Project
			v := PermitPage{FormHead: FormHead{AsOf: out.AsOf, Code: p.Code, Year: p.Year, Name: p.Name,
				Owner: g.Names.Organisations[p.OwnerID], Closed: p.Status == models.ProjectClosed}}
			v.fill(p, permits, formalities)
			out.Starts = out.Starts.With(p, v.EnteredOn, v.PermittedOn, v.StatisticsStartOn)
			out.Projects = append(out.Projects, v)
		}
		return nil
	})
	return out, err
}

// SetPermit enters how far a permit of a project is. Whoever may fill in for the project may enter it.
func (s *Service) SetPermit(ctx context.Context, actor models.Actor, key, project string,
	e models.PermitEntry) (PermitPage, error) {
	p, err := s.mayEnter(ctx, actor, project)
	if err != nil {
		return PermitPage{}, err
	}
	if e, err = e.Check(s.now().Date()); err != nil {
		return PermitPage{}, err
	}
	err = s.once(ctx, actor, key, "SetPermit "+p.ID, e, "project.permit", p.ID, func(tx *store.Tx) error {
		row := models.Permit{ProjectID: p.ID, Kind: e.Kind, State: e.State, Number: e.Number, On: e.On, ByName: actor.Name,
			At: s.now()}
		if e.Evidence != nil {
			found, err := s.ownEvidenceIn(tx, actor, "", []models.Evidence{*e.Evidence})
			if err != nil {
				return err
			}
			row.EvidenceSHA256, row.EvidenceName, row.EvidenceType, row.EvidenceSize = found[0].SHA256, found[0].Name,
				found[0].MediaType, found[0].Size
			return tx.SetPermit(row)
		}
		before, err := tx.PermitsOf(p.ID)
		if err != nil {
			return err
		}
		for _, b := range before {
			if b.Kind == e.Kind && e.State == models.PermitDone {
				row.EvidenceSHA256, row.EvidenceName, row.EvidenceType, row.EvidenceSize = b.EvidenceSHA256, b.EvidenceName,
					b.EvidenceType, b.EvidenceSize
			}
		}
		return tx.SetPermit(row)
	})
	if err != nil {
		return PermitPage{}, err
	}
	return s.PermitPage(ctx, actor, project)
}

// SetFormalities enters a project's code, its dates of start and its entry in statistics.
func (s *Service) SetFormalities(ctx context.Context, actor models.Actor, key, project string,
	e models.FormalitiesEntry) (PermitPage, error) {
	p, err := s.mayEnter(ctx, actor, project)
	if err != nil {
		return PermitPage{}, err
	}
	if e, err = e.Check(s.now().Date()); err != nil {
		return PermitPage{}, err
	}
	err = s.once(ctx, actor, key, "SetFormalities "+p.ID, e, "project.formalities", p.ID, func(tx *store.Tx) error {
		return tx.SetFormalities(models.Formalities{ProjectID: p.ID, ApprovalCode: e.ApprovalCode, EnteredOn: e.EnteredOn,
			StatisticsStartOn: e.StatisticsStartOn, Missing: e.Missing, ByName: actor.Name, At: s.now()}, e)
	})
	if err != nil {
		return PermitPage{}, err
	}
	return s.PermitPage(ctx, actor, project)
}

// mayEnter returns a project of which the actor may enter permits.
func (s *Service) mayEnter(ctx context.Context, actor models.Actor, project string) (models.Project, error) {
	onBehalfOf := ""
	p, err := s.fill(ctx, actor, project, &onBehalfOf)
	if err == nil && p.Status == models.ProjectClosed {
		err = models.Errorf(models.KindConflict, "project_closed", "项目“%s”已于%s销号，不能再填报或调整", p.Name, p.ClosedAt.Date())
	}
	return p, err
}

// OpenPermitFile opens the file of a permit, and records who opened it. The caller closes Content.
func (s *Service) OpenPermitFile(ctx context.Context, actor models.Actor, project string,
	kind models.PermitKind) (OpenedEvidence, error) {
	p, err := s.find(ctx, actor, project)
	if err != nil {
		return OpenedEvidence{}, err
	}
	var row models.Permit
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		rows, err := tx.PermitsOf(p.ID)
		for _, r := range rows {
			if r.Kind == kind && r.EvidenceSHA256 != "" {
				row = r
			}
		}
		return err
	})
	if err == nil && row.EvidenceSHA256 == "" {
		err = models.Errorf(models.KindNotFound, "no_evidence", "该手续没有附件")
	}
	if err != nil {
		return OpenedEvidence{}, err
	}
	a, err := s.described(models.Attachment{Position: 1, SHA256: row.EvidenceSHA256, Name: row.EvidenceName})
	if err != nil {
		return OpenedEvidence{}, err
	}
	content, err := s.Evidence.Content(a.SHA256)
	if err != nil {
		return OpenedEvidence{}, err
	}
	if err := s.logDownload(ctx, actor, p.ID, "evidence.open", string(kind)+"/"+row.EvidenceName); err != nil {
		_ = content.Close()
		return OpenedEvidence{}, err
	}
	return OpenedEvidence{Attachment: a, Content: content}, nil
}
