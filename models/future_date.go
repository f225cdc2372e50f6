package models

// InFuture reports whether a date of something done (completion, start, entry in the statistics) is after the day on
// which it is entered: such a date is refused wherever it comes in. today is the day of the transaction; 0: not known.
func InFuture(d, today Date) bool { return today != 0 && d > today }
