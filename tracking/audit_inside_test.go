package tracking

// ActionWord lets the tests see what an action is called.
func ActionWord(action string) string { return string(actionWords[action]) }
