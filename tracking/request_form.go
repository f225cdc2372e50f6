package tracking

import (
	"context"

	"duban/models"
	"duban/store"
)

// RequestForm is what requests of a project are asked from: what can be extended or withdrawn, and what was asked.
type RequestForm struct {
	FormHead
	AnnualPlan  models.Money     `json:"annual_plan_fen"`
	Milestones  []MilestoneLine  `json:"milestones"`  // open ones
	Submissions []SubmissionView `json:"submissions"` // in review
	Requests    []AskedView      `json:"requests"`    // newest first
	MayAsk      bool             `json:"may_ask"`
}

// RequestForm shows what can be asked for a project, with its requests.
func (s *Service) RequestForm(ctx context.Context, actor models.Actor, project string) (RequestForm, error) {
	p, err := s.find(ctx, actor, project)
	if err != nil {
		return RequestForm{}, err
	}
	onBehalf, fill := models.CanFill(actor, p)
	out := RequestForm{FormHead: FormHead{AsOf: s.now(), Code: p.Code, Year: p.Year, Name: p.Name, OnBehalf: onBehalf,
		Closed: p.Status == models.ProjectClosed}, AnnualPlan: p.AnnualPlan, Milestones: []MilestoneLine{},
		Submissions: []SubmissionView{}, Requests: []AskedView{}, MayAsk: fill == nil}
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		common, err := s.common(tx)
		if err != nil {
			return err
		}
		members, err := s.factsOf(tx, []models.Project{p})
		if err != nil {
			return err
		}
		f := members[0].Facts
		in := askingWith(common, f)
		out.Owner = common.Names.Organisations[p.OwnerID]
		for _, m := range f.Milestones {
			if m.Status == models.MilestoneOpen {
				late := in.rules.MilestoneLateness(f, m, out.AsOf)
				out.Milestones = append(out.Milestones, MilestoneLine{ID: m.ID, Name: m.Name, Baseline: m.Baseline, Due: m.Due,
					FallsDue: in.rules.FallsDue(m.Due), Controlling: m.Controlling, Status: m.Status, DaysLate: late.Counted})
			}
		}
		for _, sub := range f.Waiting() {
			out.Submissions = append(out.Submissions, submissionView(f, sub, members[0].Evidence[sub.ID]))
		}
		for i := len(f.Requests) - 1; i >= 0; i-- {
			out.Requests = append(out.Requests, in.view(actor, f.Requests[i], out.AsOf))
		}
		return nil
	})
	return out, err
}

// OpenRequestPaper opens the scan of the paper a request stands on, and records who opened it. The caller closes
// Content.
func (s *Service) OpenRequestPaper(ctx context.Context, actor models.Actor, id string) (OpenedEvidence, error) {
	var q models.Request
	err := s.Store.Read(ctx, func(tx *store.Tx) (err error) {
		if q, _, err = s.requestOf(tx, actor, id); err == nil && q.EvidenceSHA256 == "" {
			err = models.Errorf(models.KindNotFound, "no_evidence", "该申请没有附件")
		}
		return err
	})
	if err != nil {
		return OpenedEvidence{}, err
	}
	a, err := s.described(models.Attachment{Position: 1, SHA256: q.EvidenceSHA256, Name: q.EvidenceName})
	if err != nil {
		return OpenedEvidence{}, err
	}
	content, err := s.Evidence.Content(a.SHA256)
	if err != nil {
		return OpenedEvidence{}, err
	}
	if err := s.logDownload(ctx, actor, q.ProjectID, "evidence.open", q.ID+"/"+q.EvidenceName); err != nil {
		_ = content.Close()
		return OpenedEvidence{}, err
	}
	return OpenedEvidence{Attachment: a, Content: content}, nil
}
