package tracking

import (
	"context"
	"slices"

	"duban/models"
	"duban/store"
)

// ReserveLine is an application for a coming year's list.
type ReserveLine struct {
	ID    string              `json:"id"`
	Year  int                 `json:"year"`
	State models.ReserveState `json:"state"`
	models.ReserveEntry
	Missing  []models.Word        `json:"missing"` // what it lacks before it can be handed in
	Like     []models.ReserveLike `json:"alike"`
	Planned  string               `json:"planned,omitempty"` // the list on which it stands by now
	Opinions []ReserveOpinion     `json:"opinions"`          // newest of each department
	Document string               `json:"document,omitempty"`
	Reason   string               `json:"reason,omitempty"` // why it was returned or refused
	Acts     []models.ReserveAct  `json:"acts"`             // what the caller may do now
	Version  int                  `json:"version"`          // to be sent with a change
}

// ReserveOpinion is the opinion of a department.
type ReserveOpinion struct {
	Department string                `json:"department"`
	Opinion    models.ReserveOpinion `json:"opinion"`
	Text       string                `json:"text,omitempty"`
}

// ReserveView lists the applications for a year's list that the actor may see.
type ReserveView struct {
	AsOf      models.Instant              `json:"as_of"`
	Year      int                         `json:"year"`
	Years     []int                       `json:"years"` // to choose from, the latest first
	Due       models.Date                 `json:"due,omitempty"`
	Document  string                      `json:"notice,omitempty"` // 文号 of the notice that asks for applications
	Asked     bool                        `json:"asked"`            // units are asked to apply now
	Of        map[models.ReserveState]int `json:"counts"`           // by state
	Planned   int                         `json:"planned"`          // listed, and on the year's list
	Total     models.Money                `json:"total_fen"`        // of what is pursued
	Annual    models.Money                `json:"annual_plan_fen"`  // of what is pursued
	Lines     []ReserveLine               `json:"lines"`            // by code
	Unit      string                      `json:"unit,omitempty"`   // of the caller: the first
	Owner     string                      `json:"owner,omitempty"`  // likewise
	MayEnter  bool                        `json:"may_enter"`
	MayDecide bool                        `json:"may_decide"`
	Units     []string                    `json:"-"` // responsible units, for the form
}

// ReserveStepLine is an act on an application.
type ReserveStepLine struct {
	ID         string                `json:"id"`
	Act        models.ReserveAct     `json:"act"`
	To         models.ReserveState   `json:"state"` // after it
	Text       string                `json:"text,omitempty"`
	Department string                `json:"department,omitempty"`
	Opinion    models.ReserveOpinion `json:"opinion,omitempty"`
	Document   string                `json:"document,omitempty"`
	DocumentOn models.Date           `json:"document_on,omitempty"`
	Scan       string                `json:"scan,omitempty"` // file name
	OnBehalfOf string                `json:"on_behalf_of,omitempty"`
	By         string                `json:"by"`
	At         models.Instant        `json:"at"`
}

// ReservePage is one application with its acts, the newest first.
type ReservePage struct {
	ReserveLine
	AsOf      models.Instant    `json:"as_of"`
	Steps     []ReserveStepLine `json:"steps"`
	MayChange bool              `json:"may_change"`
}

// reservesOf are the applications for a year with what decides about them.
type reservesOf struct {
	list models.ReserveList
	all  []models.ReserveFacts
}

// loadReserves loads the applications for a year.
func loadReserves(tx *store.Tx, year int) (reservesOf, error) {
	var of reservesOf
	list, err := tx.ReserveList(year)
	if err != nil {
		return of, err
	}
	of.list = list
	rows, err := tx.Reserves(year)
	if err != nil || len(rows) == 0 {
		return of, err
	}
	steps, err := tx.ReserveSteps(year)
	if err != nil {
		return of, err
	}
	known, err := tx.ReserveKnown(year)
	for _, r := range rows {
		f := models.ReserveFacts{Reserve: r, Steps: steps[r.ID]}
		f.Like, f.Planned = r.Compare(known)
		of.all = append(of.all, f)
	}
	return of, err
}

// loadReserve loads one application that the actor may see.
func loadReserve(tx *store.Tx, actor models.Actor, id string) (models.ReserveFacts, error) {
	var f models.ReserveFacts
	r, err := tx.Reserve(id)
	if err == nil {
		err = models.CanSeeReserve(actor, r)
	}
	if err != nil {
		return f, err
	}
	f.Reserve = r
	if f.Steps, err = tx.StepsOfReserve(id); err != nil {
		return f, err
	}
	known, err := tx.ReserveKnown(r.Year)
	f.Like, f.Planned = r.Compare(known)
	return f, err
}

// Reserves lists the applications for a year's list that the actor may see; 0: the next year.
func (s *Service) Reserves(ctx context.Context, actor models.Actor, year int) (ReserveView, error) {
	now := s.now()
	if year == 0 {
		year = now.Date().Year() + 1
	}
	out := ReserveView{AsOf: now, Year: year, Years: []int{year}, Of: map[models.ReserveState]int{},
		Lines:    []ReserveLine{},
		MayEnter: models.CanEnterReserves(actor) == nil, MayDecide: models.CanDecideReserves(actor) == nil}
	if err := models.CanSeeReserves(actor); err != nil {
		return out, err
	}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		years, err := tx.ReserveYears()
		if err != nil {
			return err
		}
		for _, l := range years {
			out.Years = append(out.Years, l.Year)
		}
		slices.Sort(out.Years)
		out.Years = slices.Compact(out.Years)
		slices.Reverse(out.Years)
		of, err := loadReserves(tx, year)
		if err != nil {
			return err
		}
		out.Due, out.Document, out.Asked = of.list.Due, of.list.Document, of.list.Open(now.Date())
		for _, f := range of.all {
			if models.CanSeeReserve(actor, f.Reserve) == nil {
				out.add(reserveLine(f, actor))
			}
		}
		common, err := s.common(tx)
		if err != nil {
			return err
		}
		out.Unit, out.Owner = ownName(common.Names.Organisations, actor, models.RoleUnit),
			ownName(common.Names.Organisations, actor, models.RoleOwner)
		if out.MayDecide {
			out.Units, err = s.unitNames(tx, actor)
		}
		return err
	})
	return out, err
}

// ownName is the name of the organisation for which an actor holds a role; the first of several.
func ownName(names map[string]string, actor models.Actor, role models.RoleName) string {
	for _, id := range actor.Organisations(role) {
		if names[id] != "" {
			return names[id]
		}
	}
	return ""
}

// add counts a line in.
func (v *ReserveView) add(l ReserveLine) {
	v.Lines = append(v.Lines, l)
	v.Of[l.State]++
	if l.Planned != "" {
		v.Planned++
	}
	if !l.State.Ended() {
		v.Total += l.Total
		v.Annual += l.AnnualPlan
	}
}

func reserveLine(f models.ReserveFacts, actor models.Actor) ReserveLine {
	l := ReserveLine{ID: f.ID, Year: f.Year, State: f.State, ReserveEntry: f.ReserveEntry, Missing: f.Missing(),
		Like: f.Like, Planned: f.Planned, Opinions: []ReserveOpinion{}, Acts: f.Acts(actor), Version: f.Version}
	if l.Missing == nil {
		l.Missing = []models.Word{}
	}
	if l.Like = seenLike(f.Like, actor); l.Like == nil {
		l.Like = []models.ReserveLike{}
	}
	for _, o := range f.Opinions() {
		l.Opinions = append(l.Opinions, ReserveOpinion{o.Department, o.Opinion, o.Text})
	}
	if s, admitted := f.Admitted(); admitted {
		l.Document = s.Document
	}
	if live := f.Live(); len(live) > 0 && (f.State == models.ReserveReturned || f.State == models.ReserveRefused) {
		l.Reason = live[len(live)-1].Text
	}
	return l
}

// seenLike are the similar projects and applications that the actor is told: who decides sees all of them, others only
// the projects with which their application goes on.
func seenLike(like []models.ReserveLike, actor models.Actor) (seen []models.ReserveLike) {
	for _, l := range like {
		if l.Continues || models.CanDecideReserves(actor) == nil {
			seen = append(seen, l)
		}
	}
	return seen
}

// Reserve shows one application.
func (s *Service) Reserve(ctx context.Context, actor models.Actor, id string) (ReservePage, error) {
	var out ReservePage
	if err := models.CanSeeReserves(actor); err != nil {
		return out, err
	}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		f, err := loadReserve(tx, actor, id)
		if err == nil {
			out = s.reservePage(f, actor)
		}
		return err
	})
	return out, err
}

func (s *Service) reservePage(f models.ReserveFacts, actor models.Actor) ReservePage {
	out := ReservePage{ReserveLine: reserveLine(f, actor), AsOf: s.now(), Steps: []ReserveStepLine{},
		MayChange: f.MayChange(actor) == nil}
	for _, one := range slices.Backward(f.Steps) {
		out.Steps = append(out.Steps, ReserveStepLine{ID: one.ID, Act: one.Kind, To: one.ToState, Text: one.Text,
			Department: one.Department, Opinion: one.Opinion, Document: one.Document, DocumentOn: one.DocumentOn,
			Scan: one.EvidenceName, OnBehalfOf: one.OnBehalfOf, By: one.ByName, At: one.At})
	}
	return out
}
