package models

// Word returns the name of what was frozen.
func (k ClosingKind) Word() Word {
	switch k {
	case ClosedEstimate:
		return "预计数"
	case ClosedVerified:
		return "核定数"
	case ClosedMonth:
	}
	return "月结"
}

// MissingIn names the projects without their part of what is frozen, "code name": an approved report of the month, or
// an estimate.
func (p ProgrammeFigures) MissingIn(kind ClosingKind) []string {
	missing := []string{}
	for _, l := range p.Listed() {
		absent := l.Round == RoundMissing || l.Round == RoundReturned || l.Round == RoundWaiting
		if kind == ClosedEstimate {
			absent = l.Estimate == nil && l.Round != RoundPaused && l.Round != RoundNotDue
		}
		if absent {
			missing = append(missing, l.Code+" "+l.Name)
		}
	}
	return missing
}
