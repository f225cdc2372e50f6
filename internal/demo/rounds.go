package demo

import "context"

// rounds has the months' rounds followed at once, instead of within twenty minutes: the one in progress, and the one
// before until it is over.
func (f *filler) rounds(ctx context.Context) error {
	if _, err := f.BeginRounds(ctx); err != nil {
		return err
	}
	_, err := f.TellRounds(ctx)
	return err
}
