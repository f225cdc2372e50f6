package files

import (
	"bytes"
	"testing"

	"duban/models"
)

func TestADraftIsKeptReplacedAndDropped(t *testing.T) {
	s := open(t)
	for _, content := range [][]byte{[]byte("第一稿"), []byte("第二稿")} {
		if err := s.KeepDraft("draft-0123456789", content); err != nil {
			t.Fatal(err)
		}
		got, err := s.Draft("draft-0123456789")
		if err != nil || !bytes.Equal(got, content) {
			t.Errorf("got %q, %v, want %q", got, err, content)
		}
	}
	only(t, s) // a draft is not evidence
	for range 2 {
		if err := s.DropDraft("draft-0123456789"); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Draft("draft-0123456789"); models.AsError(err).Code != "no_draft" {
		t.Errorf("after it was dropped: %v", err)
	}
}

func TestADraftsIDIsNoPath(t *testing.T) {
	s := open(t)
	for _, id := range []string{"../incoming", "a/b", "", "ABCDEFGHIJ", "draft.0123456789"} {
		if err := s.KeepDraft(id, []byte("x")); err == nil {
			t.Errorf("%q was kept", id)
		}
		if _, err := s.Draft(id); models.AsError(err).Code != "no_draft" {
			t.Errorf("%q: %v", id, err)
		}
	}
}
