package tracking

import (
	"context"
	"strings"

	"duban/models"
	"duban/store"
)

// ChannelView is a channel without its address and secrets.
type ChannelView struct {
	ID        string             `json:"id"`
	Kind      models.ChannelKind `json:"kind"`
	Name      string             `json:"name"`
	Host      string             `json:"host"`
	Allowed   []string           `json:"allow_hosts"`
	Sender    string             `json:"from,omitempty"`
	Security  string             `json:"security,omitempty"`
	Site      string             `json:"site,omitempty"`
	Serves    string             `json:"serves,omitempty"` // unit or post; "": everyone
	Titles    bool               `json:"titles"`
	CreatedAt models.Instant     `json:"created_at"`
	CreatedBy string             `json:"created_by"`
	Failures  int                `json:"failures"` // in a row
	DeadSince models.Instant     `json:"dead_since,omitzero"`
	LastError string             `json:"last_error,omitempty"`
	LastAt    models.Instant     `json:"last_at,omitzero"`
}

func channelView(c models.Channel, parties map[string]string) ChannelView {
	return ChannelView{ID: c.ID, Kind: c.Kind, Name: c.Name, Host: c.Host, Allowed: c.AllowedHosts(), Sender: c.Sender,
		Security: c.Security, Site: c.Site, Serves: parties[c.PartyID], Titles: c.Titles, CreatedAt: c.CreatedAt,
		CreatedBy: c.CreatedBy, Failures: c.Failures, DeadSince: c.DeadSince, LastError: c.LastError, LastAt: c.LastAt}
}

// partyNames returns the names of all posts and organisations by row key.
func partyNames(tx *store.Tx) (map[string]string, error) {
	names := map[string]string{}
	posts, err := tx.AllPosts()
	if err != nil {
		return nil, err
	}
	for _, p := range posts {
		names[p.ID] = p.Title
	}
	organisations, err := tx.AllOrganisations()
	for _, o := range organisations {
		names[o.ID] = o.Name
	}
	return names, err
}

// Channels lists the channels by which messages leave the program, oldest first.
func (s *Service) Channels(ctx context.Context, actor models.Actor) ([]ChannelView, error) {
	if err := models.CanSeeSent(actor); err != nil {
		return nil, err
	}
	views := []ChannelView{}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		channels, err := tx.Channels()
		if err != nil || len(channels) == 0 {
			return err
		}
		names, err := partyNames(tx)
		for _, c := range channels {
			views = append(views, channelView(c, names))
		}
		return err
	})
	return views, err
}

// AddChannel enters a channel. Its address and secrets are stored sealed: they are shown to no one again, and of the
// record's images only a digest exists.
func (s *Service) AddChannel(ctx context.Context, actor models.Actor, key string,
	e models.ChannelEntry) (ChannelView, error) {
	if err := models.CanManageChannels(actor); err != nil {
		return ChannelView{}, err
	}
	c, err := e.Make(random(24))
	if err != nil {
		return ChannelView{}, err
	}
	c.ID = "ch-" + strings.TrimPrefix(models.Key("channel", actor.ID, key), "channel-")[:12]
	c.CreatedAt, c.CreatedBy = s.now(), actor.Name
	var view ChannelView
	err = s.once(ctx, actor, key, "AddChannel", e.Public(), "channel.add", c.ID, func(tx *store.Tx) error {
		names, err := partyNames(tx)
		if err != nil {
			return err
		}
		if c.PartyID, err = partyNamed(names, e.Serves); err != nil {
			return err
		}
		if err := s.notEnteredYet(tx, c); err != nil {
			return err
		}
		return tx.InsertChannel(c)
	})
	if err != nil {
		return view, err
	}
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		stored, err := tx.Channel(c.ID)
		if err != nil {
			return err
		}
		names, err := partyNames(tx)
		view = channelView(stored, names)
		return err
	})
	return view, err
}

// partyNamed finds a post or an organisation by its name. "" is everyone.
func partyNamed(names map[string]string, name string) (string, error) {
	if name = strings.TrimSpace(name); name == "" {
		return "", nil
	}
	for id, n := range names {
		if n == name {
			return id, nil
		}
	}
	return "", models.Errorf(models.KindInvalid, "no_party", "没有单位或岗位“%s”，请核对名称", name)
}

// notEnteredYet refuses a robot that is entered already: its two rows would tell the group twice as often as it takes.
func (s *Service) notEnteredYet(tx *store.Tx, c models.Channel) error {
	if !c.Kind.Robot() && c.Kind != models.ChannelWebhook {
		return nil // several mail channels may use one server
	}
	mine, err := c.Sealed.Open()
	if err != nil {
		return err
	}
	others, err := tx.Channels()
	if err != nil {
		return err
	}
	for _, o := range others {
		if sealed, err := o.Sealed.Open(); err == nil && models.SameAddress(sealed.Address,
			mine.Address) {
			return models.Errorf(models.KindConflict, "channel_exists", "该地址已登记为“%s”（%s），请先停用原来的", o.Name,
				models.WordOf(o.Kind))
		}
	}
	return nil
}

// RemoveChannel removes a channel and erases its address and secrets.
func (s *Service) RemoveChannel(ctx context.Context, actor models.Actor, key, id string) error {
	if err := models.CanManageChannels(actor); err != nil {
		return err
	}
	return s.once(ctx, actor, key, "RemoveChannel", id, "channel.remove", id, func(tx *store.Tx) error {
		return tx.RemoveChannel(id, s.now())
	})
}
