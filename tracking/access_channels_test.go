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
	another := robotEntry()
	another.Name, another.Address = "另一群", "https://qyapi.weixin.qq.com/send?key=another"
	_, err := s.AddChannel(s.t.Context(), a, "ask", another)
	return err
}

// enterChannel puts a channel on record, and the people who may hang up a feed: it belongs to one of them.
func (s *fixture) enterChannel() {
	s.t.Helper()
	c, err := robotEntry().Make("nonce")
	if err != nil {
		s.t.Fatal(err)
	}
	c.ID = "ch-entered"
	storetest.Write(s.t, s.Store, func(tx *store.Tx) error { return tx.InsertChannel(c) })
	if err := storetest.PutActors(s.t.Context(), s.Store, office, models.Actor{ID: "person", Name: "某"}); err != nil {
		s.t.Fatal(err)
	}
	s.channel = c.ID
}

func testChannel(s fixture, a models.Actor) error {
	s.TestWait = time.Millisecond
	_, err := s.TestChannel(s.t.Context(), a, "ask", s.channel, "")
	return err
}

func removeChannel(s fixture, a models.Actor) error {
	return s.RemoveChannel(s.t.Context(), a, "ask", s.channel)
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
	_, err := s.HangFeed(s.t.Context(), a, "ask")
	return err
}
