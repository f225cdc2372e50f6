package tracking

import (
	"cmp"
	"context"
	"slices"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// Outgoing lists the messages that wait to be sent, or that trial running holds back. Looking at it sends nothing.
type Outgoing struct {
	Programme string `json:"programme"`
	Year      int    `json:"year"`
	// trial running: none of the listed messages was or will be sent
	Trial     bool              `json:"trial"`
	LiveFrom  models.Date       `json:"live_from,omitzero"` // the end of the trial
	AsOf      models.Instant    `json:"as_of"`
	Receivers []Receiver        `json:"receivers"` // the one with the most messages first
	To        string            `json:"to"`        // the receiver of Messages
	Messages  []OutgoingMessage `json:"messages"`  // the newest first
}

// Receiver is a party that gets messages.
type Receiver struct {
	Name     string `json:"name"` // organisation or post; the role when none is on record
	Role     string `json:"role"` // the role in which they are informed
	Messages int    `json:"messages"`
}

// OutgoingMessage is a message that has not been sent.
type OutgoingMessage struct {
	At      models.Instant `json:"at"` // when it may be sent, or could have been
	Project string         `json:"project"`
	Name    string         `json:"name"`
	Title   string         `json:"title"`
	Body    string         `json:"body"`
	Rung    models.Rung    `json:"rung,omitempty"` // "" for a reminder
	Held    bool           `json:"held"`           // because of trial running; otherwise it waits for working hours
}

// Outgoing lists the messages to one receiver; to is a name from the list of receivers, "" the first.
func (s *Service) Outgoing(ctx context.Context, actor models.Actor, programme, to string) (Outgoing, error) {
	if err := models.CanPlan(actor); err != nil {
		return Outgoing{}, err
	}
	out := Outgoing{Receivers: []Receiver{}, Messages: []OutgoingMessage{}}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		g, err := s.programme(tx, programme)
		if err != nil {
			return err
		}
		now := s.now()
		out.Programme, out.Year, out.Trial, out.LiveFrom, out.AsOf = g.Name, g.Year, g.Trial(now.Date()), g.LiveFrom, now
		pending, err := tx.PendingOutbox()
		if err != nil {
			return err
		}
		c := collecting{Programme: g, by: map[string]*mailing{}, pending: map[string][]models.OutboxMessage{}}
		for _, m := range pending {
			c.pending[m.ProjectID] = append(c.pending[m.ProjectID], m)
		}
		for _, f := range g.Facts() {
			c.collect(f)
		}
		c.fill(&out, to)
		return nil
	})
	return out, err
}

// mailing holds the messages of one receiver.
type mailing struct {
	Receiver
	messages []OutgoingMessage
}

type collecting struct {
	figures.Programme
	by      map[string]*mailing
	pending map[string][]models.OutboxMessage // by project
}

func (c collecting) collect(f models.Facts) {
	rules := models.RulesFor(f, c.Calendar)
	rungs := map[string]models.Rung{}
	for _, e := range f.Escalations {
		rungs[e.ID] = e.Rung
		if !e.Trial {
			continue
		}
		e.Trial = false // to see when it would have been sent
		for _, m := range rules.Notices(f, []models.Escalation{e}, e.At) {
			c.add(f, m, e.Rung, true)
		}
	}
	for _, m := range c.pending[f.Project.ID] {
		c.add(f, m, rungs[m.EscalationID], false)
	}
}

func (c collecting) add(f models.Facts, m models.OutboxMessage, rung models.Rung, held bool) {
	name := cmp.Or(c.receiver(f.Project, m.Audience), audienceWords[m.Audience])
	to := c.by[name]
	if to == nil {
		to = &mailing{Receiver: Receiver{Name: name, Role: audienceWords[m.Audience]}}
		c.by[name] = to
	}
	to.Messages++
	to.messages = append(to.messages, OutgoingMessage{
		At: max(m.NotBefore, m.CreatedAt), Project: f.Project.Code, Name: f.Project.Name, Title: m.Title, Body: m.Body,
		Rung: rung, Held: held,
	})
}

// receiver returns the party of an audience in a project; "" when the project has none.
func (c collecting) receiver(p models.Project, to models.Audience) string {
	switch to {
	case models.ToOwnerContact, models.ToOwnerHead:
		return c.Names.Organisations[p.OwnerID]
	case models.ToUnitContact, models.ToUnitHead:
		return c.Names.Organisations[p.ResponsibleUnitID]
	case models.ToSponsor:
		return c.Names.Posts[p.SponsorPostID]
	}
	return ""
}

func (c collecting) fill(out *Outgoing, to string) {
	for _, m := range c.by {
		out.Receivers = append(out.Receivers, m.Receiver)
	}
	slices.SortFunc(out.Receivers, func(a, b Receiver) int {
		return cmp.Or(cmp.Compare(b.Messages, a.Messages), cmp.Compare(a.Name, b.Name))
	})
	if to == "" && len(out.Receivers) > 0 {
		to = out.Receivers[0].Name
	}
	out.To = to
	if chosen := c.by[to]; chosen != nil {
		out.Messages = chosen.messages
	}
	slices.SortStableFunc(out.Messages, func(a, b OutgoingMessage) int {
		return cmp.Or(cmp.Compare(b.At, a.At), cmp.Compare(b.Rung.Height(), a.Rung.Height()),
			cmp.Compare(a.Project, b.Project))
	})
}
