package tracking

import (
	"context"

	"duban/models"
	"duban/store"
)

// Inbox is a part of what a person was told, the newest first.
type Inbox struct {
	AsOf    models.Instant `json:"as_of"`
	Unread  int            `json:"unread"` // that still hold
	Total   int            `json:"total"`
	Entries []InboxLine    `json:"entries"`
}

// InboxLine is one message to the person.
type InboxLine struct {
	ID      string            `json:"id"`
	At      models.Instant    `json:"at"`
	Kind    models.NoticeKind `json:"kind"` // "": a reminder or a rung
	Title   string            `json:"title"`
	Body    string            `json:"body"`
	Path    string            `json:"path,omitempty"`  // page on which it is dealt with
	Rung    models.Rung       `json:"rung,omitempty"`  // reached
	For     string            `json:"for,omitempty"`   // post or organisation for which they are told
	Read    bool              `json:"read"`            //
	Ended   string            `json:"ended,omitempty"` // why it no longer holds; "": it does
	EndedAt models.Instant    `json:"ended_at,omitempty"`
}

// Inbox returns what the caller was told, so many entries from an offset on.
func (s *Service) Inbox(ctx context.Context, actor models.Actor, limit, offset int) (Inbox, error) {
	if err := models.CanReadInbox(actor); err != nil {
		return Inbox{}, err
	}
	out := Inbox{AsOf: s.now(), Entries: []InboxLine{}}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		common, err := s.common(tx)
		if err != nil {
			return err
		}
		if out.Unread, out.Total, err = tx.CountInbox(actor.ID); err != nil {
			return err
		}
		entries, err := tx.InboxOf(actor.ID, limit, offset)
		if err != nil {
			return err
		}
		for _, e := range entries {
			party := common.Names.Posts[e.PartyID]
			if party == "" {
				party = common.Names.Organisations[e.PartyID]
			}
			out.Entries = append(out.Entries, InboxLine{ID: e.ID, At: e.At, Kind: e.Kind, Title: e.Title, Body: e.Body,
				Path: e.Path, Rung: e.Rung, For: party, Read: e.ReadAt != 0, Ended: e.Ended, EndedAt: e.EndedAt})
		}
		return nil
	})
	return out, err
}

// ReadInbox marks messages of the caller as read; without row keys all of them. Others' row keys change nothing.
func (s *Service) ReadInbox(ctx context.Context, actor models.Actor, key string, ids []string) error {
	if err := models.CanReadInbox(actor); err != nil {
		return err
	}
	return s.once(ctx, actor, key, "ReadInbox", ids, "inbox.read", actor.ID, func(tx *store.Tx) error {
		return tx.MarkRead(actor.ID, s.now(), ids...)
	})
}
