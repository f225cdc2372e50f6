package tracking

import (
	"context"
	"slices"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// FormHead is the common part of a project's forms.
type FormHead struct {
	AsOf     models.Instant `json:"as_of"`
	Code     string         `json:"project"`
	Year     int            `json:"year"`
	Name     string         `json:"project_name"`
	Owner    string         `json:"owner"`
	OnBehalf bool           `json:"on_behalf"` // the person fills in for the owner (代填)
	Paused   bool           `json:"paused"`
	Closed   bool           `json:"closed"`
	Last     *Sent          `json:"last"` // the latest submission; null for none
}

// Sent is a submission as its form shows it, with the decision on it.
type Sent struct {
	ID          string                  `json:"id"`
	Status      models.SubmissionStatus `json:"status"`
	At          models.Instant          `json:"at"`
	By          string                  `json:"by"`
	OnBehalfOf  string                  `json:"on_behalf_of,omitempty"`
	Paper       string                  `json:"paper,omitempty"`
	DoneOn      models.Date             `json:"done_on,omitempty"`
	MonthAmount *models.Money           `json:"month_fen,omitempty"`
	YTDAmount   *models.Money           `json:"year_to_date_fen,omitempty"`
	Physical    string                  `json:"physical_progress,omitempty"`
	Problems    string                  `json:"problems,omitempty"`
	NextStep    string                  `json:"next_step,omitempty"`
	Note        string                  `json:"note,omitempty"`
	Evidence    []models.Evidence       `json:"evidence"`
	DecidedAt   models.Instant          `json:"decided_at,omitempty"`
	DecidedBy   string                  `json:"decided_by,omitempty"`
	Reason      string                  `json:"reason,omitempty"`
}

// MilestoneForm is the form for a milestone.
type MilestoneForm struct {
	FormHead
	ID          string                 `json:"id"`
	Milestone   string                 `json:"milestone"`
	Due         models.Date            `json:"due"`
	FallsDue    models.Date            `json:"falls_due"` // due, or the working day it moves to (顺延至)
	Assumed     bool                   `json:"assumed"`   // the days are counted through a year without days off (推算)
	Baseline    models.Date            `json:"baseline"`
	DaysLate    int                    `json:"days_late"`      // working days the ladder counts: until done, or now
	DaysSince   int                    `json:"days_since_due"` // working days since it was due, whatever happened
	Controlling bool                   `json:"controlling"`
	Status      models.MilestoneStatus `json:"status"`
	DoneOn      models.Date            `json:"done_on,omitempty"`
	Asked       models.Message         `json:"asked,omitzero"` // 已申请延期至…，待审批
	Request     string                 `json:"request,omitempty"`
}

// MilestoneForm returns the form of a milestone for a person who may submit it, with the latest submission.
func (s *Service) MilestoneForm(ctx context.Context, actor models.Actor, project, milestone string) (MilestoneForm,
	error) {
	var out MilestoneForm
	err := s.form(ctx, actor, project, func(tx *store.Tx, f models.Facts, head FormHead) error {
		at := slices.IndexFunc(f.Milestones, func(m models.Milestone) bool {
			return m.Status != models.MilestoneDropped && (m.ID == milestone || m.NameKey == models.NameKey(milestone))
		})
		if at < 0 {
			return models.Errorf(models.KindNotFound, "milestone_not_found", "没有找到节点“%s”，请核对节点名称", milestone)
		}
		m := f.Milestones[at]
		common, err := s.common(tx)
		if err != nil {
			return err
		}
		out = MilestoneForm{FormHead: head, ID: m.ID, Milestone: m.Name, Due: m.Due, Baseline: m.Baseline,
			Controlling: m.Controlling, Status: m.Status, DoneOn: m.DoneOn}
		if q, asked := f.ExtensionAsked(m.ID); asked {
			out.Asked, out.Request = q.Waits(), q.ID
		}
		rules := models.RulesFor(f, common.Calendar)
		late := rules.MilestoneLateness(f, m, head.AsOf)
		out.DaysLate, out.DaysSince, out.Assumed, out.FallsDue = late.Counted, late.Since, late.Assumed,
			rules.FallsDue(m.Due)
		out.Last, err = lastSent(tx, f, func(sub models.Submission) bool {
			return sub.Kind == models.SubmitMilestone &&
				sub.MilestoneID == m.ID
		})
		return err
	})
	return out, err
}

// form authorises filling in for a project and loads the data of a form.
func (s *Service) form(ctx context.Context, actor models.Actor, project string, show func(*store.Tx, models.Facts,
	FormHead) error) error {
	return s.Store.Read(ctx, func(tx *store.Tx) error {
		p, err := find(tx, actor, project)
		if err != nil {
			return err
		}
		onBehalf, err := models.CanFill(actor, p)
		if err != nil {
			return err
		}
		common, err := s.common(tx)
		if err != nil {
			return err
		}
		all, err := s.factsOf(tx, []models.Project{p})
		if err != nil {
			return err
		}
		f := all[0].Facts
		return show(tx, f, formHead(f, common, onBehalf, s.now()))
	})
}

func formHead(f models.Facts, common *figures.Common, onBehalf bool, now models.Instant) FormHead {
	p := f.Project
	head := FormHead{AsOf: now, Code: p.Code, Year: p.Year, Name: p.Name, Owner: common.Names.Organisations[p.OwnerID],
		OnBehalf: onBehalf, Closed: p.Status == models.ProjectClosed}
	for _, pause := range f.Pauses {
		head.Paused = head.Paused || pause.Covers(now.Date())
	}
	return head
}

// lastSent returns the latest matching submission, with its files and the decision.
func lastSent(tx *store.Tx, f models.Facts, isOfItem func(models.Submission) bool) (*Sent, error) {
	out := lastOf(f, isOfItem)
	if out == nil {
		return nil, nil
	}
	reviews, attachments, err := tx.HandedIn(f.Project.ID)
	if err != nil {
		return nil, err
	}
	out.decided(reviews, attachments)
	return out, nil
}

// lastOf returns the latest matching submission; nil for none.
func lastOf(f models.Facts, isOfItem func(models.Submission) bool) *Sent {
	var last *models.Submission
	for i := range f.Submissions {
		if isOfItem(f.Submissions[i]) {
			last = &f.Submissions[i]
		}
	}
	if last == nil {
		return nil
	}
	return &Sent{
		ID: last.ID, Status: last.Status, At: last.SubmittedAt, By: last.ByName, OnBehalfOf: last.OnBehalfOf,
		Paper: last.Paper, DoneOn: last.DoneOn,
		MonthAmount: last.MonthAmount, YTDAmount: last.YTDAmount, Physical: last.Physical, Problems: last.Problems,
		NextStep: last.NextStep, Note: last.Note,
		Evidence: []models.Evidence{}, DecidedAt: last.DecidedAt,
	}
}

// decided adds the files and the decision.
func (s *Sent) decided(reviews []models.Review, attachments []models.Attachment) {
	for _, a := range attachments {
		if a.SubmissionID == s.ID {
			s.Evidence = append(s.Evidence, models.Evidence{SHA256: a.SHA256, Name: a.Name, MediaType: a.MediaType,
				Size: a.Size})
		}
	}
	for _, review := range reviews {
		if review.SubmissionID == s.ID {
			s.DecidedBy, s.Reason = review.ByName, review.Reason
		}
	}
}
