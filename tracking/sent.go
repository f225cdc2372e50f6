package tracking

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"duban/models"
	"duban/store"
)

// SentLine is one line of the sent log: what left the program, to whom, by which channel, with what result.
type SentLine struct {
	Key     string                `json:"key"`
	At      models.Instant        `json:"at"`
	Post    string                `json:"to_post"` // post or unit
	Person  string                `json:"to_person"`
	Channel models.ChannelKind    `json:"channel"` // kind, or "inbox"
	Name    string                `json:"channel_name,omitempty"`
	Kind    models.DeliveryKind   `json:"kind"`
	Items   int                   `json:"items"`
	Status  models.DeliveryStatus `json:"status"`
	Why     string                `json:"why"`
}

// SentFilter limits the log to a receiver, a post, a unit or a person by name, and to a time.
type SentFilter struct {
	To    string
	Since models.Date
}

// mostSent is how many lines are shown.
const mostSent = 500

// Sent lists what left the program, the newest first, and what waits to be sent.
func (s *Service) Sent(ctx context.Context, actor models.Actor, f SentFilter) ([]SentLine, error) {
	if err := models.CanSeeSent(actor); err != nil {
		return nil, err
	}
	lines := []SentLine{}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		since := models.Instant(0)
		if f.Since != 0 {
			since = f.Since.At(0, 0)
		}
		rows, err := tx.DeliveriesSince(since, 10*mostSent)
		if err != nil || len(rows) == 0 {
			return err
		}
		in, err := sentNames(tx)
		if err != nil {
			return err
		}
		for _, d := range rows {
			line := in.line(d)
			to := strings.TrimSpace(f.To)
			if d.Status == models.DeliveryListed || to != "" && !strings.Contains(line.Post, to) && line.Person != to {
				continue
			}
			if lines = append(lines, line); len(lines) == mostSent {
				break
			}
		}
		return nil
	})
	slices.SortStableFunc(lines, func(a, b SentLine) int { return cmp.Compare(b.At, a.At) })
	return lines, err
}

// sentIn is what the lines of the log are made with.
type sentIn struct {
	parties, people map[string]string
	channels        map[string]models.Channel
}

func sentNames(tx *store.Tx) (in sentIn, err error) {
	if in.parties, err = partyNames(tx); err != nil {
		return in, err
	}
	people, err := tx.People()
	if err != nil {
		return in, err
	}
	channels, err := tx.AllChannels()
	in.people, in.channels = map[string]string{}, map[string]models.Channel{}
	for _, p := range people {
		in.people[p.ID] = p.Name
	}
	for _, c := range channels {
		in.channels[c.ID] = c
	}
	return in, err
}

func (in sentIn) line(d models.Delivery) SentLine {
	c := in.channels[d.Channel]
	kind := c.Kind
	if d.Channel == string(models.ChannelInbox) {
		kind = models.ChannelInbox
	}
	return SentLine{Key: d.Key, At: cmp.Or(d.At, d.CreatedAt), Post: in.parties[d.PartyID], Person: in.people[d.PersonID],
		Channel: kind, Name: c.Name, Kind: d.Kind, Items: d.Count, Status: d.Status, Why: d.Why}
}

// PasteText is a text that a person passes on to one receiver, for whom no channel exists or besides the channels.
type PasteText struct {
	Post   string
	Person string // only if asked for
	Text   string
	Items  int
}

// PasteTexts lists texts to pass on: what went, or waits to go, to each receiver today. Names are in them only when
// asked for, telephone numbers never.
func (s *Service) PasteTexts(ctx context.Context, actor models.Actor, names bool) ([]PasteText, error) {
	if err := models.CanManageChannels(actor); err != nil {
		return nil, err
	}
	texts := []PasteText{}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		rows, err := tx.DeliveriesSince(s.now().Date().At(0, 0), 10*mostSent)
		if err != nil || len(rows) == 0 {
			return err
		}
		in, err := sentNames(tx)
		if err != nil {
			return err
		}
		site := ""
		for _, c := range in.channels {
			site = cmp.Or(site, c.Site)
		}
		by := map[string][]models.Delivery{}
		for _, d := range rows {
			released := d.Status != models.DeliveryListed && d.Status != models.DeliveryDropped
			if released && d.Kind != models.DeliveryTest && in.parties[d.PartyID] != "" {
				by[d.PartyID+"\x00"+d.PersonID] = append(by[d.PartyID+"\x00"+d.PersonID], d)
			}
		}
		for _, all := range by {
			out := models.OutsideOf(all, models.Channel{Site: site})
			text := PasteText{Post: in.parties[all[0].PartyID], Items: out.Count}
			out.Hello = text.Post
			if names {
				text.Person = in.people[all[0].PersonID]
				out.Hello += text.Person
			}
			text.Text = out.Text(0)
			texts = append(texts, text)
		}
		return nil
	})
	slices.SortFunc(texts, func(a, b PasteText) int {
		return cmp.Or(cmp.Compare(a.Post, b.Post),
			cmp.Compare(a.Text, b.Text))
	})
	return texts, err
}
