package models

import "slices"

// ProjectCommand is a command that a person asked for, with what the rules need to know besides the project's facts.
type ProjectCommand struct {
	Key     string
	Name    string // CommandSubmitMilestone …
	Body    any    // SubmitMilestoneCommand, ReportMonthCommand, ReviewCommand …
	By      Actor
	Reviews []Review // decisions on the project's submissions; only a review and its withdrawal need them
	// of a correction that is confirmed: one of its months has been given out or has gone up
	GoneOut bool
	// of a decision on a request: the posts of the leaders who may decide, with their titles, by row key
	LeaderPosts map[string]string
	// of a problem: the organisations it is about, by row key
	Names map[string]string
}

// Authorise asks whether the person may give the order for a project. Whoever fills in for the owner (代填) does so under
// the name that owner returns, never under one that a person wrote; it is asked only then.
func (o *ProjectCommand) Authorise(p Project, owner func() (string, error)) error {
	level := LevelDecision
	if review, ok := o.Body.(ReviewCommand); ok {
		level = review.Level
	}
	onBehalf, err := CanCommand(o.By, p, o.Name, level)
	if err != nil {
		return err
	}
	onBehalfOf := ""
	if onBehalf {
		name, err := owner()
		if err != nil {
			return err
		}
		onBehalfOf = OwnerWords(name)
	}
	switch body := o.Body.(type) {
	case SubmitMilestoneCommand:
		body.OnBehalfOf = onBehalfOf
		o.Body = body
	case ReportMonthCommand:
		body.OnBehalfOf = onBehalfOf
		o.Body = body
	}
	return nil
}

// Settlement is what the ladder gives at one moment, with the messages to be sent about it.
type Settlement struct {
	AdvanceResult
	Notices []OutboxMessage
}

// Transaction is what one transaction changes of a project, in the order in which it is written.
type Transaction struct {
	Due     Settlement // what fell due up to the command: it goes on record even when the command comes before the timer
	Changes *Changes   // of the command; nil when there is none
	// messages about the command's changes
	Notices []OutboxMessage
	After   Settlement // what fell due after the command; its Next is what the project waits for now
}

// Transact is everything that happens to a project in one transaction: an authorised order, if there is one, is carried
// out between two looks at the ladder. It changes f to what is true afterwards. An error is the rules' refusal of the
// order; f is then not to be used any more.
//
// held: the moment cannot be trusted, because the clock jumped. The order is carried out all the same, nothing falls
// due, and what the project waits for stays as it was.
func (r Rules) Transact(f *Facts, order *ProjectCommand, now Instant, held bool) (Transaction, error) {
	var t Transaction
	settle := func() Settlement {
		if held {
			return Settlement{AdvanceResult: AdvanceResult{Next: Moment{At: f.Project.NextAt, What: f.Project.NextWhat}}}
		}
		return r.settle(f, now)
	}
	if order != nil {
		t.Due = settle()
		changes, err := r.carryOut(f, *order, now)
		if err != nil {
			return t, err
		}
		changes.Said = &StoredMessage{changes.Message}
		t.Changes, t.Notices = &changes, r.ChangeNotices(*f, order.Key, changes, now)
	}
	t.After = settle()
	f.Project.NextAt, f.Project.NextWhat = t.After.Next.At, t.After.Next.What
	return t, nil
}

// settle applies the ladder and puts what it gives on record in f.
func (r Rules) settle(f *Facts, now Instant) Settlement {
	s := Settlement{AdvanceResult: r.Advance(*f, now)}
	s.Notices = append(r.Notices(*f, s.Records, now), r.problemNotices(*f, s.Steps, now)...)
	if len(s.Problems) > 0 {
		f.Problems = slices.Clone(f.Problems)
		for i, p := range f.Problems {
			if j := slices.IndexFunc(s.Problems, func(o Problem) bool { return o.ID == p.ID }); j >= 0 {
				f.Problems[i] = s.Problems[j]
			}
		}
	}
	if len(s.Records)+len(s.Closings) == 0 {
		return s
	}
	f.Escalations = slices.Concat(f.Escalations, s.Records)
	for _, c := range s.Closings {
		for i := range f.Escalations {
			if e := &f.Escalations[i]; e.ID == c.EscalationID {
				e.ClosedAt, e.CloseReason = now, c.Reason
			}
		}
	}
	return s
}

func (r Rules) carryOut(f *Facts, o ProjectCommand, now Instant) (Changes, error) {
	switch body := o.Body.(type) {
	case SubmitMilestoneCommand:
		return r.SubmitMilestone(f, body, o.Key, o.By, now)
	case ReportMonthCommand:
		return r.ReportMonth(f, body, o.Key, o.By, now)
	case ReviewCommand:
		return r.Review(f, body, o.Reviews, o.By, now)
	case TakeBackCommand:
		return r.TakeBack(f, body, o.Reviews, o.By, now)
	case ConfirmCorrectionCommand:
		for _, c := range f.Corrections {
			if c.ID == body.Correction {
				return r.ConfirmCorrection(f, c, body.Reason, o.GoneOut, o.By, now)
			}
		}
		return Changes{}, CorrectionNotFound(body.Correction)
	case DecideRequestCommand:
		return r.GrantRequest(f, body, o, now)
	case ChangePlanCommand:
		return r.ChangePlan(f, body, o.Key, now)
	case ProblemCommand:
		return r.Problem(f, o, body, now)
	}
	return Changes{}, Errorf(KindInvalid, "bad_command", "操作“%s”无法识别，请升级后重试", o.Name)
}
