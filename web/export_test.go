package web

// Patterns lists the patterns of the route table.
func Patterns() (patterns []string) {
	for _, r := range newHandlers(nil, Options{}).routes() {
		patterns = append(patterns, r.pattern)
	}
	return patterns
}
