package disk_test

import (
	"errors"
	"testing"

	"duban/internal/disk"
	"duban/models"
)

func TestFloor(t *testing.T) {
	left := map[string]int64{"data": 500 << 20, "evidence": 100 << 20}
	free := func(dir string) (int64, error) {
		if n, ok := left[dir]; ok {
			return n, nil
		}
		return 0, errors.New("no such directory")
	}
	for name, c := range map[string]struct {
		least int64
		dirs  []string
		full  bool
	}{
		"enough space":                      {50 << 20, []string{"data", "evidence"}, false},
		"one of two is full":                {200 << 20, []string{"data", "evidence"}, true},
		"the full one is not ours":          {200 << 20, []string{"data"}, false},
		"exactly the floor is enough":       {500 << 20, []string{"data"}, false},
		"turned off":                        {0, []string{"data", "evidence"}, false},
		"what can't be measured isn't full": {200 << 20, []string{"gone"}, false},
	} {
		err := disk.NewWith(c.least, free, c.dirs...).Check()
		if full := models.AsError(err) != nil; full != c.full {
			t.Errorf("%s: %v", name, err)
		} else if full && (models.AsError(err).Code != "disk_full" || models.KindOf(err) != models.KindUnavailable) {
			t.Errorf("%s: %v", name, err)
		}
	}
	var none *disk.Floor
	if err := none.Check(); err != nil {
		t.Errorf("no floor: %v", err)
	}
}

func TestFreeOfARealDirectory(t *testing.T) {
	if n, err := disk.Free(t.TempDir()); err != nil || n <= 0 {
		t.Errorf("%d, %v", n, err)
	}
	if _, err := disk.Free(t.TempDir() + "/gone"); err == nil {
		t.Error("a directory that is not there was measured")
	}
}
