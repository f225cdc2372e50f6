package tracking

import (
	"context"

	"duban/internal/figures"
	"duban/internal/settling"
	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// KeepMeeting enters a meeting as a draft, or changes the draft with a row key. Its units, posts and projects must
// exist. The items are no tasks before DecideMeeting. The same key gives the same meeting.
func (s *Service) KeepMeeting(ctx context.Context, actor models.Actor, key, id string, entry models.MeetingEntry) (
	MeetingPage, error) {
	return s.changeMeeting(ctx, actor, key, id, "meeting.keep", entry, func(tx *store.Tx, head contract.Head,
		common *figures.Common) (m models.Meeting, err error) {
		if id == "" {
			p, err := s.programmeOfMeeting(tx, entry.HeldOn)
			if err != nil {
				return m, err
			}
			m = models.Meeting{ID: models.MeetingID(head.Key), ProgrammeID: p.ID, ByID: actor.ID, ByName: actor.Name,
				At: s.now(), Version: 1}
		} else if m, err = tx.Meeting(id); err != nil {
			return m, err
		}
		if m, err = m.Enter(entry, s.now()); err != nil {
			return m, err
		}
		for n := range m.Items {
			if _, _, err := s.responsibleFor(tx, actor, common, m, n+1); err != nil {
				return m, err
			}
		}
		if id == "" {
			return m, tx.InsertMeeting(m)
		}
		return m, tx.SetMeeting(m)
	})
}

// DecideMeeting registers number and scan of the signed minutes: each item becomes a task of its unit or post, with an
// order that reminds, climbs, is answered, verified and closed.
func (s *Service) DecideMeeting(ctx context.Context, actor models.Actor, key, id string, c models.Minutes) (MeetingPage,
	error) {
	out, err := s.changeMeeting(ctx, actor, key, id, "meeting.decide", c, func(tx *store.Tx, head contract.Head,
		common *figures.Common) (models.Meeting, error) {
		m, err := tx.Meeting(id)
		if err != nil {
			return m, err
		}
		if m, err = m.Sign(c, s.now()); err != nil {
			return m, err
		}
		found, err := s.ownEvidenceIn(tx, actor, "", []models.Evidence{*c.Evidence})
		if err != nil {
			return m, err
		}
		m.EvidenceSHA256, m.EvidenceName, m.EvidenceType, m.EvidenceSize = found[0].SHA256, found[0].Name,
			found[0].MediaType, found[0].Size
		if err := tx.SetMeeting(m); err != nil {
			return m, err
		}
		for n := range m.Items {
			if err := s.followDecision(tx, actor, head, common, m, n+1); err != nil {
				return m, err
			}
		}
		return m, nil
	})
	if err == nil {
		s.tellOrders(context.WithoutCancel(ctx))
	}
	return out, err
}

// changeMeeting makes a change once per key, in one transaction, and returns the meeting afterwards. id is "" for a
// meeting that the change enters.
func (s *Service) changeMeeting(ctx context.Context, actor models.Actor, key, id, action string, body any,
	do func(*store.Tx, contract.Head, *figures.Common) (models.Meeting, error)) (out MeetingPage, err error) {
	if err := canManageMeetings(actor); err != nil {
		return out, err
	}
	head, err := headOf(actor, key, id, action, body)
	if err != nil {
		return out, err
	}
	err = s.Store.Write(ctx, func(tx *store.Tx) error {
		common, err := s.common(tx)
		if err != nil {
			return err
		}
		changed := ""
		found, err := earlierAnswer(tx, head, &changed)
		var m models.Meeting
		switch {
		case err != nil:
			return err
		case found:
			m, err = tx.Meeting(changed)
		default:
			if m, err = do(tx, head, common); err == nil {
				err = s.remember(tx, actor, head, action, m.ID, m.ID)
			}
		}
		if err != nil {
			return err
		}
		out, err = s.meetingPage(tx, actor, common, m)
		return err
	})
	return out, err
}

// responsibleFor finds who is responsible for the n-th item of a meeting, and its project.
func (s *Service) responsibleFor(tx *store.Tx, actor models.Actor, common *figures.Common, m models.Meeting, n int) (
	unit string, p models.Project, err error) {
	item := m.Items[n-1]
	if item.Project != "" {
		if p, err = find(tx, actor, item.Project); err != nil {
			return "", p, itemWrong(n, err)
		}
	}
	unit, err = instructed(common, p, item.Unit)
	return unit, p, itemWrong(n, err)
}

// itemWrong names the item that an error is about.
func itemWrong(n int, err error) error {
	if e := models.AsError(err); err != nil && !e.Kind.Ours() {
		return models.Errorf(models.KindInvalid, "item_wrong", "第 %d 项：%s", n, e.Message)
	}
	return err
}

// followDecision makes the order that follows the n-th item of signed minutes, with the messages to who is
// responsible. The scan stays with the meeting: it names the items of others too.
func (s *Service) followDecision(tx *store.Tx, actor models.Actor, head contract.Head, common *figures.Common,
	m models.Meeting, n int) error {
	unit, p, err := s.responsibleFor(tx, actor, common, m, n)
	if err != nil {
		return err
	}
	chair := ""
	for _, post := range common.Posts {
		if post.Title == m.Chair {
			chair = post.ID
		}
	}
	rules := models.NewOrderRules(common.Calendar)
	f := models.OrderFacts{Order: rules.Decision(m, n, unit, p.ID, chair, s.now())}
	if p.ID != "" {
		f.Projects = []models.Project{p}
	}
	step := models.OrderStep{ID: models.OrderStepID(f.Order.ID, head.Key), OrderID: f.Order.ID, Kind: models.StepIssue,
		PartyID: chair, Party: m.Chair, OnBehalf: true, Paper: m.Number, PaperOn: m.HeldOn, ByID: actor.ID,
		ByName: actor.Name, At: s.now()}
	if err := tx.InsertOrder(f.Order, nil, nil); err != nil {
		return err
	}
	f.Steps = []models.OrderStep{step}
	if err := settling.SaveOrder(tx, &f, f.Steps, common.Calendar, s.now()); err != nil {
		return err
	}
	if err := s.tellOfStep(tx, rules, orderParties{f, common}, f, step); err != nil {
		return err
	}
	return s.stepAudit(tx, actor, head, f.Order, step)
}

// OpenMinutes opens the scan of a meeting's signed minutes, and records who opened it. The caller closes Content.
func (s *Service) OpenMinutes(ctx context.Context, actor models.Actor, id string) (OpenedEvidence, error) {
	var m models.Meeting
	if err := models.CanSeeAll(actor); err != nil {
		return OpenedEvidence{}, err
	}
	err := s.Store.Read(ctx, func(tx *store.Tx) (err error) {
		m, err = tx.Meeting(id)
		return err
	})
	if err != nil {
		return OpenedEvidence{}, err
	}
	if !m.Signed() {
		return OpenedEvidence{}, models.Errorf(models.KindNotFound, "no_evidence", "没有这个附件，纪要尚未登记")
	}
	a, err := s.described(models.Attachment{Position: 1, SHA256: m.EvidenceSHA256, Name: m.EvidenceName})
	if err != nil {
		return OpenedEvidence{}, err
	}
	content, err := s.Evidence.Content(a.SHA256)
	if err != nil {
		return OpenedEvidence{}, err
	}
	if err := s.logDownload(ctx, actor, "", "evidence.open", m.ID+"/"+m.EvidenceName); err != nil {
		_ = content.Close()
		return OpenedEvidence{}, err
	}
	return OpenedEvidence{Attachment: a, Content: content}, nil
}
