package tracking

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// ListAdjustment is a change of a programme's list during the year (动态调整), with the document that ordered it.
type ListAdjustment struct {
	Change      ListChange  `json:"change"`
	Projects    []string    `json:"projects"` // codes
	Document    string      `json:"document"`
	EffectiveOn models.Date `json:"effective"`
	Counts      bool        `json:"counts,omitempty"`  // drop: the months before still count
	Section     string      `json:"section,omitempty"` // admit, move: the section of the list
	To          string      `json:"to,omitempty"`      // move: another list of the year
}

// ListChange is how a list changes.
type ListChange string

// The changes of a list (调出、调入、调整).
const (
	ListDrop  ListChange = "drop"
	ListAdmit ListChange = "admit"
	ListMove  ListChange = "move" // to another section, or to another list
)

// ListAdjusted is the result of a change of a list.
type ListAdjusted struct {
	Programme string   `json:"programme"`
	Projects  []string `json:"projects"`
	Message   string   `json:"message"`
}

// AdjustList drops projects from a list, adds them to it or moves them, all in one transaction. A project on no list is
// no longer followed; one that returns is followed again. The same key gives the same answer.
func (s *Service) AdjustList(ctx context.Context, actor models.Actor, key, programme string,
	c ListAdjustment) (ListAdjusted, error) {
	defer s.runningNow.forget()
	if err := models.CanPlan(actor); err != nil {
		return ListAdjusted{}, err
	}
	if err := c.check(s.now().Date()); err != nil {
		return ListAdjusted{}, err
	}
	head, err := headOf(actor, key, programme, "AdjustList", c)
	if err != nil {
		return ListAdjusted{}, err
	}
	var out ListAdjusted
	var touched []models.Project
	err = s.Store.Write(ctx, func(tx *store.Tx) error {
		if found, err := earlierAnswer(tx, head, &out); err != nil || found {
			return err
		}
		a := &adjusting{service: s, tx: tx, change: c}
		if err := a.run(programme); err != nil {
			return err
		}
		if err := tx.FollowLists(a.projects, a.back, s.now()); err != nil {
			return err
		}
		out = ListAdjusted{Programme: a.from.Name, Projects: c.Projects, Message: a.message()}
		if err := s.remember(tx, actor, head, "list."+string(c.Change), a.from.ID, out); err != nil {
			return err
		}
		if err := s.auditEach(tx, actor, head, a); err != nil {
			return err
		}
		if err := a.tell(head.Key); err != nil {
			return err
		}
		if _, err := figures.Settle(tx, s.Calendar, s.now(), a.projects...); err != nil {
			return err
		}
		touched, err = a.now()
		return err
	})
	if err != nil {
		return ListAdjusted{}, err
	}
	ctx = context.WithoutCancel(ctx) // committed: the rest is done even if the caller has gone
	s.pokeAll(ctx, touched, "list adjustment")
	return out, nil
}

func (c ListAdjustment) check(today models.Date) error {
	switch {
	case c.Change != ListDrop && c.Change != ListAdmit && c.Change != ListMove:
		return models.Errorf(models.KindInvalid, "bad_change", "清单调整“%s”无效，应为 drop（调出）、admit（调入）或 move（调整）", c.Change)
	case len(c.Projects) == 0:
		return models.Errorf(models.KindInvalid, "project_missing", "请给出要调整的项目编码")
	case strings.TrimSpace(c.Document) == "" || c.EffectiveOn == 0:
		return models.Errorf(models.KindInvalid, "document_missing", "清单调整应有依据：请给出文号和生效日期")
	case c.EffectiveOn > today:
		return models.Errorf(models.KindInvalid, "effective_future", "生效日期 %s 晚于今天（%s），请在生效后办理", c.EffectiveOn, today)
	case c.Change == ListMove && (c.Section == "") == (c.To == ""):
		return models.Errorf(models.KindInvalid, "target_missing", "请写明调整到清单的哪一部分，或哪一份清单（二者之一）")
	}
	return nil
}

// adjusting is the state of one adjustment.
type adjusting struct {
	service  *Service
	tx       *store.Tx
	change   ListAdjustment
	from, to models.Programme
	projects []string       // by ID
	back     []string       // projects that join a list
	last     int            // position on the list they join
	followed []models.Facts // the projects as they were, for the messages to their owners and units
}

func (a *adjusting) run(programme string) (err error) {
	if a.from, err = a.service.programmeOf(a.tx, programme); err != nil {
		return err
	}
	a.to = a.from
	if a.change.To != "" {
		if a.to, err = a.tx.FindProgramme(a.change.To); err != nil {
			return err
		}
		if a.to.Year != a.from.Year || a.to.ID == a.from.ID {
			return models.Errorf(models.KindInvalid, "bad_target", "只能调整到 %d 年的另一份清单，“%s”不是", a.from.Year, a.to.Name)
		}
	}
	places, err := a.tx.MembershipsOf(a.to.ID)
	for _, m := range places {
		a.last = max(a.last, m.Position)
	}
	if err != nil {
		return err
	}
	for _, code := range a.change.Projects {
		if err := a.one(strings.TrimSpace(code)); err != nil {
			return err
		}
	}
	return nil
}

func (a *adjusting) one(code string) error {
	p, err := a.project(code)
	if err != nil {
		return err
	}
	was, err := a.tx.Facts(p.ID) // locks the project until the transaction ends
	if err != nil {
		return err
	}
	a.followed = append(a.followed, was)
	a.projects = append(a.projects, p.ID)
	here, listed, err := a.tx.Membership(a.from.ID, p.ID)
	if err != nil {
		return err
	}
	switch active := listed && here.Active(); {
	case a.change.Change == ListAdmit && active:
		return models.Errorf(models.KindConflict, "already_listed", "项目“%s”（%s）已在“%s”中", p.Name, p.Code, a.from.Name)
	case a.change.Change == ListAdmit:
		return a.admit(p, here)
	case !active:
		return models.Errorf(models.KindConflict, "not_listed", "项目“%s”（%s）不在“%s”中，请核对", p.Name, p.Code, a.from.Name)
	case a.change.Section != "" && a.change.Change == ListMove:
		here.Section = a.change.Section
		return a.tx.SetMembership(here)
	}
	here.DroppedOn, here.DroppedDocument, here.DroppedCounts = a.change.EffectiveOn, a.change.Document, a.change.Counts
	if err := a.tx.SetMembership(here); err != nil || a.change.Change == ListDrop {
		return err
	}
	there, listed, err := a.tx.Membership(a.to.ID, p.ID)
	if err != nil {
		return err
	}
	if listed && there.Active() {
		return models.Errorf(models.KindConflict, "already_listed", "项目“%s”（%s）已在“%s”中", p.Name, p.Code, a.to.Name)
	}
	return a.admit(p, there)
}

// admit puts a project on the list it joins: at its earlier position, if it was dropped from there, or at the end.
func (a *adjusting) admit(p models.Project, m models.Membership) error {
	if m.ProjectID == "" {
		a.last++
		m = models.Membership{ProgrammeID: a.to.ID, ProjectID: p.ID, Position: a.last}
	}
	m.AddedOn, m.AddedDocument = a.change.EffectiveOn, a.change.Document
	m.DroppedOn, m.DroppedDocument, m.DroppedCounts = 0, "", false
	m.Section = cmp.Or(a.change.Section, m.Section)
	a.back = append(a.back, p.ID)
	return a.tx.SetMembership(m)
}

func (a *adjusting) project(code string) (models.Project, error) {
	rows, err := a.tx.ProjectsByCode(code)
	for _, p := range rows {
		if p.Year == a.from.Year {
			return p, nil
		}
	}
	return models.Project{}, cmp.Or(err, error(models.ProjectNotFound(code)))
}

// now loads the projects after the adjustment.
func (a *adjusting) now() ([]models.Project, error) {
	var all []models.Project
	for _, id := range a.projects {
		p, err := a.tx.Project(id)
		if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	return all, nil
}

func (a *adjusting) message() string {
	n := len(a.projects)
	switch {
	case a.change.Change == ListDrop && a.change.Counts:
		return fmt.Sprintf("%d 个项目自 %s 起调出“%s”（%s），此前各月投资仍计入", n, a.change.EffectiveOn, a.from.Name, a.change.Document)
	case a.change.Change == ListDrop:
		return fmt.Sprintf("%d 个项目自 %s 起调出“%s”（%s），投资不再计入", n, a.change.EffectiveOn, a.from.Name, a.change.Document)
	case a.change.Change == ListAdmit:
		return fmt.Sprintf("%d 个项目自 %s 起列入“%s”（%s）", n, a.change.EffectiveOn, a.to.Name, a.change.Document)
	}
	return fmt.Sprintf("%d 个项目自 %s 起调整到“%s”（%s）", n, a.change.EffectiveOn, cmp.Or(a.change.Section, a.to.Name),
		a.change.Document)
}

// auditEach adds an audit row for every project, so that each shows who changed it last.
func (s *Service) auditEach(tx *store.Tx, actor models.Actor, head contract.Head, a *adjusting) error {
	detail, err := json.Marshal(a.change)
	if err != nil {
		return err
	}
	events := make([]models.AuditEvent, len(a.projects))
	for i, id := range a.projects {
		events[i] = models.AuditEvent{CommandKey: head.Key, ProjectID: id, ByID: actor.ID, ByName: actor.Name,
			Action: "list." + string(a.change.Change), Object: a.from.ID, Detail: string(detail), At: s.now()}
	}
	return tx.InsertAudit(events...)
}
