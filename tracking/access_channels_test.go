package tracking_test

import (
	"time"

	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/tracking"
)

// What is asked of the access table about channels.

func channels(s fixture, a models.Actor) error {
	_, err := s.Channels(s.t.Context(), a)
	return err
}

func robotEntry() models.ChannelEntry {
	return models.ChannelEntry{Kind: models.ChannelWeCom, Name: "工作群", Address: "https://qyapi.weixin.qq.com/send?key=k"}
}

func addChannel(s fixture, a models.Actor) error {
	_, err := s.AddChannel(s.t.Context(), a, "ask", robotEntry())
	return err
}

// enteredChannel puts a channel in beforehand, for those who may do something with it.
func (s fixture) enteredChannel(a models.Actor) string {
	if models.CanManageChannels(a) != nil {
		return "ch-entered"
	}
	c, err := robotEntry().Make("nonce")
	if err != nil {
		s.t.Fatal(err)
	}
	c.ID = "ch-entered"
	storetest.Write(s.t, s.Store, func(tx *store.Tx) error {
		if _, err := tx.Channel(c.ID); err == nil {
			return nil
		}
		return tx.InsertChannel(c)
	})
	return c.ID
}

func testChannel(s fixture, a models.Actor) error {
	s.TestWait = time.Millisecond
	_, err := s.TestChannel(s.t.Context(), a, "ask", s.enteredChannel(a), "")
	return err
}

func removeChannel(s fixture, a models.Actor) error {
	return s.RemoveChannel(s.t.Context(), a, "ask", s.enteredChannel(a))
}

func sent(s fixture, a models.Actor) error {
	_, err := s.Sent(s.t.Context(), a, tracking.SentFilter{})
	return err
}

func pasteTexts(s fixture, a models.Actor) error {
	_, err := s.PasteTexts(s.t.Context(), a, false)
	return err
}

func hangFeed(s fixture, a models.Actor) error {
	if a.Scopes == nil {
		if err := storetest.PutActors(s.t.Context(), s.Store, a); err != nil {
			s.t.Fatal(err)
		}
	}
	_, err := s.HangFeed(s.t.Context(), a, "ask")
	return err
}
