package httpkind_test

import (
	"errors"
	"testing"

	"duban/internal/httpkind"
	"duban/models"
)

func TestACodeOverridesItsKind(t *testing.T) {
	for _, tt := range []struct {
		err    error
		status int
	}{
		{models.Errorf(models.KindInvalid, "any", "不对"), 422},
		{models.Errorf(models.KindInvalid, "too_large", "太大"), 413},
		{models.Errorf(models.KindForbidden, "any", "不行"), 403},
		{models.Errorf(models.KindForbidden, "bad_login", "不对"), 401},
		{models.Errorf(models.KindConflict, "stale_version", "已被修改"), 412},
		{models.ProjectNotFound("X"), 404},
		{models.Errorf("unheard of", "any", "?"), 500},
		{errors.New("disk"), 500},
	} {
		if got := httpkind.Status(tt.err); got != tt.status {
			t.Errorf("%v: %d, want %d", tt.err, got, tt.status)
		}
	}
}
