package tracking

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// AskedView is a request as people see it.
type AskedView struct {
	ID           string               `json:"id"`
	Year         int                  `json:"year"`
	Project      string               `json:"project"`
	Name         string               `json:"project_name"`
	Kind         models.RequestKind   `json:"kind"`
	About        models.Message       `json:"about"`
	Milestone    string               `json:"milestone"`
	Controlling  bool                 `json:"controlling"`
	Submission   string               `json:"submission"`
	Month        models.Month         `json:"month"`
	WasDue       models.Date          `json:"was_due"`
	Date         models.Date          `json:"date"`
	Until        models.Date          `json:"until"`
	MovesDue     models.Answer        `json:"moves_due"`
	WasPlan      models.Money         `json:"was_plan_fen"`
	AnnualPlan   models.Money         `json:"annual_plan_fen"`
	ExtendedDays int                  `json:"extended_days"`   // calendar days from the baseline in all
	Steps        []models.PlannedStep `json:"steps,omitempty"` // of a schedule
	Reason       string               `json:"reason"`
	Document     string               `json:"document"`
	OnBehalfOf   string               `json:"on_behalf_of"`
	Paper        string               `json:"paper"`
	Scan         string               `json:"scan"` // file name of the paper's scan; "": none
	Status       models.RequestStatus `json:"status"`
	State        models.Message       `json:"state"`
	AskedBy      string               `json:"asked_by"`
	AskedAt      models.Instant       `json:"asked_at"`
	Due          models.Date          `json:"due"`          // by when it is to be decided
	DaysWaiting  int                  `json:"days_waiting"` // working days, until decided or now
	Overdue      bool                 `json:"overdue"`
	// what the waiting request does to its item's clock: nothing
	Clock           models.Message `json:"clock,omitzero"`
	ForLeader       models.Message `json:"for_leader,omitzero"` // why a leader decides
	Leaders         []Party        `json:"leaders"`             // who may decide then
	PreReviewedBy   string         `json:"pre_reviewed_by"`
	PreReviewedAt   models.Instant `json:"pre_reviewed_at"`
	PreReviewNote   string         `json:"pre_review_note"`
	DecidedBy       string         `json:"decided_by"`
	DecidedFor      string         `json:"decided_for"`
	DecidedAt       models.Instant `json:"decided_at"`
	DecisionReason  string         `json:"decision_reason"`
	DecisionPaper   string         `json:"decision_paper"`
	DecisionPaperOn models.Date    `json:"decision_paper_on"`
	MayDecide       bool           `json:"may_decide"`
	MayEnter        bool           `json:"may_enter"` // a leader's decision from paper (代录)
	MayPreReview    bool           `json:"may_pre_review"`
	MayWithdraw     bool           `json:"may_withdraw"`
	Why             models.Message `json:"why,omitzero"` // why the caller may not decide
}

// mostAsked is how many requests a list shows at most.
const mostAsked = 500

// RequestList lists the requests that wait for a decision, the oldest first, and with all also the earlier ones, the
// newest first: of every project the actor may see.
func (s *Service) RequestList(ctx context.Context, actor models.Actor, all bool) ([]AskedView, error) {
	if err := models.CanSeeProjects(actor); err != nil {
		return nil, err
	}
	status := models.RequestWaiting
	if all {
		status = ""
	}
	views := []AskedView{}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		rows, err := tx.Requests(status, mostAsked)
		if err != nil {
			return err
		}
		common, err := s.common(tx)
		if err != nil {
			return err
		}
		members, err := s.membersOfRequests(tx, rows)
		if err != nil {
			return err
		}
		for _, q := range rows {
			m, known := members[q.ProjectID]
			if known && models.CanSee(actor, m.Project) == nil {
				views = append(views, askingWith(common, m.Facts).view(actor, q, s.now()))
			}
		}
		return nil
	})
	slices.SortStableFunc(views, func(a, b AskedView) int {
		waits := func(v AskedView) int { return boolInt(v.Status == models.RequestWaiting) }
		if a.Status == models.RequestWaiting && b.Status == models.RequestWaiting {
			return cmp.Compare(a.AskedAt, b.AskedAt)
		}
		return waits(b) - waits(a)
	})
	return views, err
}

// membersOfRequests returns the projects of requests, by row key.
func (s *Service) membersOfRequests(tx *store.Tx, rows []models.Request) (map[string]figures.Member, error) {
	var ids []string
	for _, q := range rows {
		ids = append(ids, q.ProjectID)
	}
	slices.Sort(ids)
	projects, err := tx.ProjectsByID(slices.Compact(ids))
	if err != nil {
		return nil, err
	}
	members, err := s.factsOf(tx, projects)
	out := map[string]figures.Member{}
	for _, m := range members {
		out[m.Project.ID] = m
	}
	return out, err
}

// RequestPage shows one request.
func (s *Service) RequestPage(ctx context.Context, actor models.Actor, id string) (out AskedView, err error) {
	if err := models.CanSeeProjects(actor); err != nil {
		return out, err
	}
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		q, found, err := tx.Request(id)
		if err != nil {
			return err
		}
		if !found {
			return models.RequestNotFound(id)
		}
		common, err := s.common(tx)
		if err != nil {
			return err
		}
		members, err := s.membersOfRequests(tx, []models.Request{q})
		if err != nil {
			return err
		}
		m, known := members[q.ProjectID]
		if !known || models.CanSee(actor, m.Project) != nil {
			return models.RequestNotFound(id)
		}
		out = askingWith(common, m.Facts).view(actor, q, s.now())
		return nil
	})
	return out, err
}

// askingWith is what requests of a project are shown with.
func askingWith(common *figures.Common, f models.Facts) asking {
	in := asking{facts: f, rules: models.RulesFor(f, common.Calendar), leaders: map[string]string{}}
	for _, id := range models.LeaderPosts(f.Project, common.Posts, common.Audiences) {
		in.leaders[id] = common.Names.Posts[id]
	}
	return in
}

func (in asking) view(actor models.Actor, q models.Request, now models.Instant) AskedView {
	p, today := in.facts.Project, now.Date()
	v := AskedView{ID: q.ID, Year: p.Year, Project: p.Code, Name: p.Name, Kind: q.Kind, About: q.About(),
		Milestone: q.MilestoneName, Controlling: q.Controlling(in.facts), Submission: q.SubmissionID, Month: q.Month,
		WasDue: q.WasDue, Date: q.From, Until: q.To, MovesDue: q.MovesDue, WasPlan: q.WasPlan, AnnualPlan: q.AnnualPlan,
		ExtendedDays: q.Extended(in.facts), Steps: q.Steps, Reason: q.Reason, Document: q.Document, OnBehalfOf: q.OnBehalfOf,
		Paper: q.Paper, Scan: q.EvidenceName, Status: q.Status, State: models.Messagef("%s", q.State()),
		AskedBy: q.AskedByName,
		AskedAt: q.AskedAt, Due: in.rules.RequestDue(q), Overdue: in.rules.RequestOverdue(q, today),
		PreReviewedBy: q.PreReviewedBy, PreReviewedAt: q.PreReviewedAt, PreReviewNote: q.PreReviewNote,
		DecidedBy: q.DecidedByName, DecidedFor: q.DecidedFor, DecidedAt: q.DecidedAt, DecisionReason: q.DecisionReason,
		DecisionPaper: q.DecisionPaper, DecisionPaperOn: q.DecisionPaperOn, ForLeader: q.ForLeader(in.facts),
		Leaders: []Party{}}
	until := today
	if q.Status != models.RequestWaiting {
		until = q.DecidedAt.Date()
	}
	v.DaysWaiting = in.rules.Calendar.Between(q.AskedAt.Date(), until)
	leaders := slices.Sorted(maps.Keys(in.leaders))
	if !v.ForLeader.IsZero() {
		for _, id := range leaders {
			v.Leaders = append(v.Leaders, Party{id, in.leaders[id]})
		}
	}
	if q.Status != models.RequestWaiting {
		return v
	}
	v.Clock = in.rules.RequestClock(in.facts, q, now)
	_, fills := models.CanFill(actor, p)
	v.MayWithdraw = q.AskedByID == actor.ID && fills == nil
	v.MayPreReview = q.PreReviewedAt == 0 && q.AskedByID != actor.ID && models.CanPreReview(actor, p) == nil
	_, err := q.DecidesOn(actor, in.facts, leaders, models.DecideRequestCommand{}, today)
	v.MayDecide = err == nil
	if e := models.AsError(err); err != nil {
		v.MayEnter = actor.Is(models.RoleGovernment) && e.Kind == models.KindInvalid
		v.Why = e.Message
	}
	if v.MayEnter {
		v.Why = models.Message{}
	}
	return v
}
