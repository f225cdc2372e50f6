package cli

import (
	"net/http"
	"strings"
	"testing"

	"duban/models"
)

// Whatever interrupts a command, the error contains its key and how to find out whether it was carried out.
func TestABrokenOffCommandSaysItsKey(t *testing.T) {
	lost := models.Errorf(models.KindUnavailable, "connection_lost", "x")
	away := models.Errorf(models.KindUnavailable, "unreachable", "x")
	refused := models.Errorf(models.KindConflict, "already_decided", "已由某人审定")
	for name, c := range map[string]struct {
		err      error
		accepted bool
		says     []string
	}{
		"accepted, then the server is away":    {away, true, []string{"已受理", "不会丢失", "duban receipt k-1", "--key k-1"}},
		"accepted, then the connection breaks": {lost, true, []string{"已受理", "不会丢失", "duban receipt k-1", "--key k-1"}},
		"lost while it was sent":               {lost, false, []string{"不知是否已受理", "--key k-1"}},
		"interrupted": {models.Errorf(models.KindUnavailable, codeCancelled, "x"), false,
			[]string{"不知是否已受理", "--key k-1"}},
		"never sent": {away, false, []string{"x"}},
		"refused":    {refused, true, []string{"已由某人审定"}},
	} {
		e := models.AsError(resendable(c.err, "k-1", c.accepted))
		for _, words := range c.says {
			if !strings.Contains(e.Message.Text, words) {
				t.Errorf("%s: %q lacks %q", name, e.Message, words)
			}
		}
		if e.Kind != models.KindOf(c.err) {
			t.Errorf("%s: kind %s", name, e.Kind)
		}
	}
	if kind := kindOfStatus[http.StatusInsufficientStorage]; kind != models.KindUnavailable {
		t.Errorf("507 is %s", kind)
	}
}
