package tracking

import "context"

type expectingKey struct{}

// Expecting is a context whose commands are decided on a version of their project, as it was shown: if the project has
// been changed since, they are refused (KindConflict "stale_version", which says by whom and when) and change nothing.
// A command that is acknowledged already answers as before.
func Expecting(ctx context.Context, version int) context.Context {
	return context.WithValue(ctx, expectingKey{}, version)
}

// Expected is the version a context's commands are decided on; 0 for whichever there is.
func Expected(ctx context.Context) int {
	version, _ := ctx.Value(expectingKey{}).(int)
	return version
}
