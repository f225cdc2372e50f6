package tracking

import (
	"context"

	"duban/models"
	"duban/store"
)

// LiveState says, for one programme, what was sent since it went live, what waits, and what trial running held, by kind
// of receiver. It is how the office proves in the first hour that nothing has gone to a leader.
type LiveState struct {
	ID        string          `json:"id"`
	Programme string          `json:"programme"`
	Year      int             `json:"year"`
	AsOf      models.Instant  `json:"as_of"`
	Trial     bool            `json:"trial"`
	LiveFrom  models.Date     `json:"live_from,omitzero"`
	Kinds     []ReceiverState `json:"kinds"`
	Leaders   int             `json:"leaders"` // messages in the inboxes of leaders
	Waiting   int             `json:"waiting"` // messages for leaders that are not in their inboxes yet
	Digests   DigestState     `json:"digests"` // what leaves the program for leaders
}

// DigestState counts the digests to the holders of posts.
type DigestState struct {
	Left    int `json:"left"`    // sent by a channel, or possibly sent
	Listed  int `json:"listed"`  // wait to be released (拟报)
	Waiting int `json:"waiting"` // released, not sent yet
	Inside  int `json:"inside"`  // only in the inbox: no channel is entered
	Unsent  int `json:"unsent"`  // dropped, or by no channel
}

// add counts digests of a status.
func (d *DigestState) add(c store.DigestCount) {
	switch c.Status {
	case models.DeliveryListed:
		d.Listed += c.N
	case models.DeliveryWaiting:
		d.Waiting += c.N
	case models.DeliveryClaimed, models.DeliveryUncertain:
		d.Left += c.N
	case models.DeliveryDelivered:
		if c.Inside {
			d.Inside += c.N
		} else {
			d.Left += c.N
		}
	case models.DeliveryDropped, models.DeliveryFailed:
		d.Unsent += c.N
	}
}

// ReceiverState counts the messages to one kind of receiver.
type ReceiverState struct {
	Kind    string      `json:"kind"` // owner, unit, office or leader
	Word    models.Word `json:"word"`
	Sent    int         `json:"sent"`
	Waiting int         `json:"waiting"`
	Dropped int         `json:"dropped"` // never sent: what they were about had ended, or the programme is on trial again
	Failed  int         `json:"failed"`
	Held    int         `json:"held"` // recorded in trial running, never sent
}

// receiverKinds are the kinds of receivers, leaders first.
var receiverKinds = []ReceiverState{
	{Kind: "leader", Word: "区领导"}, {Kind: "office", Word: "重点项目办"}, {Kind: "unit", Word: "责任单位"},
	{Kind: "owner", Word: "项目单位"},
}

// kindOfReceiver returns the place of an audience in receiverKinds.
func kindOfReceiver(a models.Audience) int {
	switch a {
	case models.ToOwnerContact, models.ToOwnerHead:
		return 3
	case models.ToUnitContact, models.ToUnitHead:
		return 2
	case models.ToOffice, models.ToOfficeHead:
		return 1
	case models.ToSponsor, models.ToDeputyInCharge, models.ToDistrictHead, models.ToSupervision:
	}
	return 0
}

// LiveState returns the state of a programme's messages.
func (s *Service) LiveState(ctx context.Context, actor models.Actor, programme string) (LiveState, error) {
	if err := models.CanPlan(actor); err != nil {
		return LiveState{}, err
	}
	if err := models.CanSeeAll(actor); err != nil {
		return LiveState{}, err
	}
	out := LiveState{AsOf: s.now(), Kinds: append([]ReceiverState{}, receiverKinds...)}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		g, err := s.programme(tx, programme)
		if err != nil {
			return err
		}
		out.ID, out.Programme, out.Year, out.LiveFrom = g.ID, g.Name, g.Year, g.LiveFrom
		out.Trial = g.Trial(out.AsOf.Date())
		for _, f := range g.Facts() {
			for _, e := range f.Escalations {
				if !e.Trial || e.PassedOver {
					continue
				}
				for _, a := range e.To {
					out.Kinds[kindOfReceiver(a)].Held++
				}
			}
		}
		since := models.Instant(0)
		if g.LiveFrom != 0 {
			since = g.LiveFrom.At(0, 0)
		}
		counts, err := tx.OutboxOfProgramme(g.ID, since)
		if err != nil {
			return err
		}
		for _, c := range counts {
			k := &out.Kinds[kindOfReceiver(c.Audience)]
			switch c.Status {
			case models.OutboxPending:
				k.Waiting += c.N
			case models.OutboxDelivered:
				k.Sent += c.N
			case models.OutboxFailed:
				k.Failed += c.N
			case models.OutboxDropped:
				k.Dropped += c.N
			}
		}
		out.Leaders, out.Waiting = out.Kinds[0].Sent, out.Kinds[0].Waiting
		digests, err := tx.DigestsOfProgramme(g.ID, since)
		for _, c := range digests {
			out.Digests.add(c)
		}
		return err
	})
	return out, err
}
