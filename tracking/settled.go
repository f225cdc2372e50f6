package tracking

import (
	"context"
	"time"
)

// stillSettling is how long Temporal's list may lag behind a change.
const stillSettling = 3 * time.Second

// settled asks for differences between rows and the running workflows until there are none, or Temporal's list has had
// time to catch up.
func settled(ctx context.Context, find func() ([]string, error)) ([]string, error) {
	for deadline := time.Now().Add(stillSettling); ; {
		found, err := find()
		if err != nil || len(found) == 0 || time.Now().After(deadline) {
			return found, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(stillSettling / 10):
		}
	}
}
